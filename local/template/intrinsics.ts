import { InputError } from '#core/kernel/errors.ts';
import type { Stack } from './assembly.ts';

/** What an expression may refer to beyond its own template. */
export interface Surroundings {
  readonly pseudo: Readonly<Record<string, string>>;
  /** Exported values of the stacks before this one. */
  readonly exports: ReadonlyMap<string, unknown>;
  readonly parameters: Readonly<Record<string, string>>;
  ref(logicalId: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  /** The value that `{{resolve:secretsmanager:…}}` stands for. */
  secret(reference: string): string;
}

type Resolve = (value: unknown) => unknown;

/** A resolver of CloudFormation's intrinsic functions for one stack; `AWS::NoValue` removes its property. */
export function createResolver(stack: Stack, around: Surroundings): Resolve {
  const { template } = stack;
  const where = (what: string): InputError => new InputError(`stack ${stack.name}: ${what}`);

  const ref = (name: string): unknown => {
    if (name === 'AWS::NoValue') return undefined;
    if (name in around.pseudo) return around.pseudo[name];
    if (template.Parameters?.[name] !== undefined)
      return around.parameters[name] ?? template.Parameters[name].Default;
    if (template.Resources?.[name] === undefined)
      throw where(`Ref to "${name}", which is not in the template`);
    return around.ref(name);
  };

  const attribute = (logicalId: string, name: string): unknown => {
    const value = around.attribute(logicalId, name);
    if (value === undefined) throw where(`attribute ${logicalId}.${name} is not known to the local cloud`);
    return value;
  };

  const substitute = (text: string, own: Record<string, unknown>): string =>
    text.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      if (name in own) return asText(resolve(own[name]));
      const [logicalId = '', ...path] = name.split('.');
      return asText(path.length > 0 ? attribute(logicalId, path.join('.')) : ref(name));
    });

  const condition = (name: string): boolean => {
    const expression = template.Conditions?.[name];
    if (expression === undefined) throw where(`condition "${name}" is not in the template`);
    return resolve(expression) === true;
  };

  const list = (value: unknown): unknown[] => {
    const resolved = resolve(value);
    if (!Array.isArray(resolved)) throw where(`a list was expected in ${JSON.stringify(value)}`);
    return resolved;
  };

  const functions: Record<string, (argument: unknown) => unknown> = {
    Ref: (name) => ref(asText(name)),
    Condition: (name) => condition(asText(name)),
    'Fn::GetAtt': (path) => {
      const [logicalId = '', ...rest] = Array.isArray(path) ? path.map(asText) : asText(path).split('.');
      return attribute(logicalId, rest.join('.'));
    },
    'Fn::Join': (argument) => {
      const [separator, parts] = argument as [string, unknown];
      return list(parts).map(asText).join(separator);
    },
    'Fn::Sub': (argument) => {
      const [text, own] = (Array.isArray(argument) ? argument : [argument, {}]) as [unknown, unknown];
      return substitute(asText(text), own as Record<string, unknown>);
    },
    'Fn::ImportValue': (name) => {
      const key = asText(resolve(name));
      if (!around.exports.has(key)) throw where(`no stack exports "${key}"`);
      return around.exports.get(key);
    },
    'Fn::Select': (argument) => {
      const [index, values] = argument as [unknown, unknown];
      return list(values)[Number(resolve(index))];
    },
    'Fn::Split': (argument) => {
      const [separator, text] = argument as [string, unknown];
      return asText(resolve(text)).split(separator);
    },
    'Fn::If': (argument) => {
      const [name, whenTrue, whenFalse] = argument as [string, unknown, unknown];
      return resolve(condition(name) ? whenTrue : whenFalse);
    },
    'Fn::Equals': (argument) => {
      const [left, right] = list(argument);
      return left === right;
    },
    'Fn::And': (argument) => list(argument).every((value) => value === true),
    'Fn::Or': (argument) => list(argument).includes(true),
    'Fn::Not': (argument) => list(argument)[0] !== true,
    'Fn::FindInMap': (argument) => {
      const [map = '', first = '', second = ''] = list(argument).map(asText);
      const found = (template.Mappings?.[map] as Record<string, Record<string, unknown>> | undefined)?.[
        first
      ]?.[second];
      if (found === undefined) throw where(`mapping ${map}.${first}.${second} is not in the template`);
      return found;
    },
    'Fn::GetAZs': () => ['a', 'b', 'c'].map((zone) => `${around.pseudo['AWS::Region'] ?? ''}${zone}`),
  };

  const resolveObject = (value: Record<string, unknown>): unknown => {
    const [key, ...others] = Object.keys(value);
    if (key !== undefined && others.length === 0) {
      const call = functions[key];
      if (call !== undefined && (key !== 'Condition' || typeof value[key] === 'string'))
        return call(value[key]);
      if (key.startsWith('Fn::')) throw where(`the function ${key} is not known to the local cloud`);
    }
    const entries = Object.entries(value).map(([name, inner]) => [name, resolve(inner)] as const);
    return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
  };

  const resolve: Resolve = (value) => {
    if (typeof value === 'string')
      return value.replace(/\{\{resolve:secretsmanager:([^}]*)\}\}/g, (_whole, reference: string) =>
        around.secret(reference),
      );
    if (Array.isArray(value)) return value.map(resolve).filter((inner) => inner !== undefined);
    return typeof value === 'object' && value !== null
      ? resolveObject(value as Record<string, unknown>)
      : value;
  };

  return (value) => resolveSecretsInText(resolve(value), resolve);
}

/** A dynamic reference is often assembled by `Fn::Join`, so the finished text is looked at once more. */
function resolveSecretsInText(value: unknown, resolve: Resolve): unknown {
  return typeof value === 'string' && value.includes('{{resolve:')
    ? resolve(value)
    : Array.isArray(value)
      ? value.map((inner) => resolveSecretsInText(inner, resolve))
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value).map(([name, inner]) => [name, resolveSecretsInText(inner, resolve)]),
          )
        : value;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
