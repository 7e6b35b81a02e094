import { InputError } from '#core/kernel/errors.ts';
import { readAssembly, type Stack } from './assembly.ts';
import { createResolver } from './intrinsics.ts';
import { PASSIVE_KINDS } from './passive-kinds.ts';
import { type Identity, LOCAL_ACCOUNT, type ResourceKind } from './resource-kind.ts';
import { ACTIVE_KINDS } from './resource-kinds.ts';
import { checkShape } from './shape.ts';

/** One resource of a template, with its expressions worked out. */
export interface CloudResource {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly type: string;
  /** What `Ref` gives. */
  readonly ref: string;
  readonly arn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Cloud {
  readonly region: string;
  ofType(...types: string[]): CloudResource[];
  /** Outputs by stack name. */
  outputs(): Record<string, Record<string, unknown>>;
}

export interface CloudOptions {
  readonly assembly: string;
  readonly region: string;
  readonly gatewayUrl: string;
  /** Values for template parameters, such as a stage name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Called only once the secrets of the templates exist. */
  readonly secretValue: (reference: string) => string;
}

/**
 * Reads the synthesised templates and refuses, by name, whatever the local cloud cannot bring up.
 * Properties are worked out when asked for, because a dynamic reference needs the secret to exist.
 */
export function readCloud(options: CloudOptions): Cloud {
  const exports = new Map<string, unknown>();
  const outputs: Record<string, () => Record<string, unknown>> = {};
  const resources = readAssembly(options.assembly).flatMap((stack) => {
    const read = readStack(stack, options, exports);
    outputs[stack.name] = read.outputs;
    return read.resources;
  });
  return {
    region: options.region,
    ofType: (...types) => resources.filter((resource) => types.includes(resource.type)),
    outputs: () => Object.fromEntries(Object.entries(outputs).map(([name, read]) => [name, read()])),
  };
}

function readStack(
  stack: Stack,
  options: CloudOptions,
  exports: Map<string, unknown>,
): { resources: CloudResource[]; outputs: () => Record<string, unknown> } {
  const identities = new Map<string, Identity>();
  const { Resources: all = {}, Outputs = {} } = stack.template;

  const identify = (logicalId: string): Identity => {
    const known = identities.get(logicalId);
    if (known !== undefined) return known;
    const kind = kindOf(stack, logicalId);
    const identity = kind.identify(lazily(all[logicalId]?.Properties ?? {}, resolve), {
      name: `${stack.name}-${logicalId}`,
      region: options.region,
      gatewayUrl: options.gatewayUrl,
    });
    identities.set(logicalId, identity);
    return identity;
  };

  const apis = Object.keys(all).filter((id) => all[id]?.Type === 'AWS::ApiGatewayV2::Api');
  const resolver = createResolver(stack, {
    pseudo: pseudoParameters(stack.name, options.region),
    exports,
    parameters: options.parameters ?? {},
    ref: (logicalId) => identify(logicalId).ref,
    attribute: (logicalId, name) => identify(logicalId).attributes[name],
    secret: options.secretValue,
  });
  const resolve = (value: unknown): unknown => localUrls(resolver(value), apis, identify, options);

  for (const [name, { Value, Export }] of Object.entries(Outputs))
    if (Export !== undefined)
      exports.set(
        String(resolve(Export.Name)),
        withName(name, () => resolve(Value)),
      );

  const isWanted = (logicalId: string): boolean => {
    const condition = all[logicalId]?.Condition;
    return condition === undefined || resolve({ Condition: condition }) === true;
  };
  const resources = Object.keys(all)
    .filter(isWanted)
    .map((logicalId): CloudResource => {
      const { Type: type = '', Properties = {} } = all[logicalId] ?? {};
      const { ref, attributes } = identify(logicalId);
      checkShape(kindOf(stack, logicalId).shape, Properties, {
        resource: `${stack.name}/${logicalId} (${type})`,
        path: '',
      });
      const arn = typeof attributes['Arn'] === 'string' ? attributes['Arn'] : ref;
      return { stack, logicalId, type, ref, arn, properties: lazily(Properties, resolve) };
    });
  return {
    resources,
    outputs: () =>
      Object.fromEntries(Object.entries(Outputs).map(([name, { Value }]) => [name, resolve(Value)])),
  };
}

function kindOf(stack: Stack, logicalId: string): ResourceKind {
  const type = stack.template.Resources?.[logicalId]?.Type ?? 'nothing';
  const kind = ACTIVE_KINDS[type] ?? PASSIVE_KINDS[type];
  if (kind !== undefined) return kind;
  throw new InputError(
    `${stack.name}/${logicalId}: resources of type ${type} are not known to the local cloud. ` +
      'Leave the construct out for local runs by a condition, or bring the type up in local/.',
  );
}

function withName(name: string, work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    throw new InputError(`output ${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** An object whose properties are worked out on first use. */
function lazily(
  source: Record<string, unknown>,
  resolve: (value: unknown) => unknown,
): Record<string, unknown> {
  const target: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(source))
    Object.defineProperty(target, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = resolve(raw);
        Object.defineProperty(target, name, { enumerable: true, value });
        return value;
      },
    });
  return target;
}

/** CDK composes an API's address from its id; at home every API lives behind the gateway. */
function localUrls(
  value: unknown,
  apis: readonly string[],
  identify: (logicalId: string) => Identity,
  options: CloudOptions,
): unknown {
  if (typeof value === 'string') {
    const toHome = (text: string, logicalId: string): string => {
      const id = identify(logicalId).ref;
      return text.replaceAll(
        `https://${id}.execute-api.${options.region}.amazonaws.com`,
        `${options.gatewayUrl}/${id}`,
      );
    };
    return value.includes('.execute-api.') ? apis.reduce(toHome, value) : value;
  }
  if (Array.isArray(value)) return value.map((inner) => localUrls(inner, apis, identify, options));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, localUrls(inner, apis, identify, options)]),
  );
}

function pseudoParameters(stackName: string, region: string): Record<string, string> {
  return {
    'AWS::AccountId': LOCAL_ACCOUNT,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${LOCAL_ACCOUNT}:stack/${stackName}/local`,
  };
}
