import type { Json, JsonObject } from '#core/kernel/json.ts';

export const LAMBDA_INVOKE = 'arn:aws:states:::lambda:invoke';
const INVOKE_ARGUMENTS = ['FunctionName', 'Payload'];

/** SDK integrations, and DynamoDB's own: service, then actions. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'aws-sdk:dynamodb': [
    'exportTableToPointInTime',
    'describeExport',
    'getItem',
    'putItem',
    'updateItem',
    'deleteItem',
    'query',
  ],
  'aws-sdk:s3': ['putObject', 'getObject', 'listObjectsV2'],
  dynamodb: ['getItem', 'putItem', 'updateItem', 'deleteItem'],
};

/** Service and action of an integration, e.g. `aws-sdk:dynamodb` and `getItem`. */
export function readResource(resource: string): { readonly service: string; readonly action: string } {
  const [, service = '', action = ''] = /^arn:aws:states:::(.+):(\w+)$/.exec(resource) ?? [];
  return { service, action };
}

/** What is wrong with a task's resource and arguments; undefined when the local cloud can carry it out. */
export function resourceFault(
  resource: string,
  given: Json | undefined,
  isFunction: (name: string) => boolean,
): string | undefined {
  const plain = resource.replace(/\.waitForTaskToken$/, '');
  if (plain === LAMBDA_INVOKE) return invokeFault(given, isFunction);
  const { service, action } = readResource(resource);
  return ACTIONS[service]?.includes(action) === true
    ? undefined
    : `resource ${resource} is not known to the local interpreter`;
}

function invokeFault(given: Json | undefined, isFunction: (name: string) => boolean): string | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const stray = Object.keys(given).find((name) => !INVOKE_ARGUMENTS.includes(name));
  if (stray !== undefined) return `argument ${stray} of lambda:invoke is not known to the local interpreter`;
  const name = (given as JsonObject)['FunctionName'];
  if (typeof name !== 'string') return 'lambda:invoke needs a FunctionName';
  return name.startsWith('{%') || isFunction(name) ? undefined : `there is no function ${name}`;
}
