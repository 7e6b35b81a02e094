import { InputError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import { expressionFault } from './check-expression.ts';
import { checkFlows } from './check-flow.ts';
import { DATA_FIELDS, INNER_FIELDS, KNOWN_VALUES, MACHINE_FIELDS, STATE_FIELDS } from './known-fields.ts';
import type { Refuse } from './refuse.ts';
import type { MachineDefinition } from './state-types.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface ReadOptions {
  /** Logical id, for the message. */
  readonly machine: string;
  /** What is wrong with a task's resource and arguments, if anything. */
  readonly resourceFault: (resource: string, given: Json | undefined) => string | undefined;
}

/**
 * Reads a state machine and refuses whatever the interpreter would not carry out.
 * @throws InputError naming machine, state and field.
 */
export function readDefinition(text: string, options: ReadOptions): MachineDefinition {
  const refuse: Refuse = (what) => {
    throw new InputError(`state machine ${options.machine}: ${what}`);
  };
  const definition = parse(text, refuse);
  const left = /\$\{[A-Za-z_]\w*\}/.exec(text)?.[0];
  if (left !== undefined) refuse(`${left} is not among its substitutions`);
  checkFields(definition, MACHINE_FIELDS, { at: 'the machine', refuse });
  if (definition['QueryLanguage'] !== 'JSONata') refuse('only QueryLanguage JSONata is known');
  checkStates(definition, { refuse, ...options });
  checkFlows(definition as unknown as MachineDefinition, refuse);
  return definition as unknown as MachineDefinition;
}

function parse(text: string, refuse: Refuse): Fields {
  try {
    return JSON.parse(text) as Fields;
  } catch (error) {
    return refuse(`it is no JSON: ${(error as Error).message}`);
  }
}

interface Place {
  readonly at: string;
  readonly refuse: Refuse;
}

function checkFields(value: Fields, known: readonly string[], { at, refuse }: Place): void {
  for (const [name, inner] of Object.entries(value)) {
    if (!known.includes(name)) refuse(`field ${name} of ${at} is not known to the local interpreter`);
    const values = KNOWN_VALUES[name];
    if (values !== undefined && !values.includes(String(inner)))
      refuse(`${name} ${JSON.stringify(inner)} of ${at} is not known, only ${values.join(', ')}`);
    if (DATA_FIELDS.includes(name) || typeof inner === 'string') checkText(inner, { at, refuse });
    else checkInner(name, inner, { at, refuse });
  }
}

/** Lists and objects that belong to the language have fields of their own. */
function checkInner(name: string, inner: unknown, { at, refuse }: Place): void {
  const fields = (INNER_FIELDS as Readonly<Record<string, readonly string[]>>)[name];
  if (fields === undefined || typeof inner !== 'object' || inner === null) return;
  for (const one of Array.isArray(inner) ? inner : [inner])
    checkFields(one as Fields, fields, { at: `${name} of ${at}`, refuse });
}

function checkText(value: unknown, place: Place): void {
  if (typeof value === 'string') {
    const fault = expressionFault(value);
    if (fault !== undefined) place.refuse(`${place.at}: ${fault}`);
  } else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) checkText(inner, place);
}

function checkStates(flow: Fields, options: ReadOptions & { readonly refuse: Refuse }): void {
  const { refuse } = options;
  for (const [name, state] of Object.entries((flow['States'] ?? {}) as Record<string, Fields>)) {
    const known = STATE_FIELDS[String(state['Type'])];
    if (known === undefined) refuse(`state ${name}: type ${String(state['Type'])} is not known`);
    else checkFields(state, known, { at: `state ${name}`, refuse });
    if (state['Type'] === 'Task') checkTask(name, state, options);
    for (const branch of (state['Branches'] ?? []) as Fields[]) checkStates(branch, options);
    checkMapResources(name, state, options.refuse);
    if (state['ItemProcessor'] !== undefined) checkStates(state['ItemProcessor'] as Fields, options);
  }
}

function checkTask(name: string, state: Fields, options: ReadOptions & { readonly refuse: Refuse }): void {
  const fault = options.resourceFault(String(state['Resource']), state['Arguments'] as Json | undefined);
  if (fault !== undefined) options.refuse(`state ${name}: ${fault}`);
}

/** What reads a map's items and writes its results, with the arguments that each takes. */
const MAP_RESOURCES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  ItemReader: {
    'arn:aws:states:::s3:getObject': ['Bucket', 'Key'],
    'arn:aws:states:::s3:listObjectsV2': ['Bucket', 'Prefix'],
  },
  ResultWriter: { 'arn:aws:states:::s3:putObject': ['Bucket', 'Prefix'] },
};

function checkMapResources(name: string, state: Fields, refuse: Refuse): void {
  for (const [field, known] of Object.entries(MAP_RESOURCES)) {
    const { Resource, Arguments } = (state[field] ?? {}) as { Resource?: string; Arguments?: unknown };
    if (Resource === undefined) continue;
    const taken = known[Resource];
    if (taken === undefined)
      refuse(`state ${name}: ${field} ${Resource} is not known to the local interpreter`);
    const given = typeof Arguments === 'object' && Arguments !== null ? Object.keys(Arguments) : [];
    const stray = given.find((argument) => !taken.includes(argument));
    if (stray !== undefined) refuse(`state ${name}: argument ${stray} of ${field} is not known`);
  }
}
