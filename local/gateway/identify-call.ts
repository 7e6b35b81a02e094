import { lambdaOperation } from '../functions/lambda-api.ts';
import { readS3Request } from '../s3/s3-api.ts';
import { type Call, header } from './call.ts';

/** Which AWS service and operation a request is for, and who sends it. */
export interface AwsCall {
  readonly service: string;
  readonly operation: string;
  readonly caller: string;
}

/** `X-Amz-Target` prefixes of the services that speak JSON. */
const TARGETS: readonly (readonly [RegExp, string])[] = [
  [/^DynamoDB_/, 'dynamodb'],
  [/^Kinesis_/, 'kinesis'],
  [/^Firehose_/, 'firehose'],
  [/^secretsmanager/, 'secretsmanager'],
];

/** What the call is, or undefined for a request that no AWS client signed and that is not meant for S3. */
export function identifyCall(call: Call): AwsCall | undefined {
  const [, caller, scope] = /Credential=([^/]+)\/[^/]+\/[^/]+\/([^/]+)\//.exec(header(call, 'authorization') ?? '') ?? [];
  const target = header(call, 'x-amz-target');
  const signed = scope ?? /^([^/]+)\/[^/]+\/[^/]+\/([^/]+)\//.exec(call.query.get('X-Amz-Credential') ?? '')?.[2];
  if (signed === undefined && target === undefined) return undefined;
  const service = TARGETS.find(([prefix]) => prefix.test(target ?? ''))?.[1] ?? signed ?? 'unknown';
  return { service, operation: operationOf(service, target, call), caller: caller ?? 'unsigned' };
}

function operationOf(service: string, target: string | undefined, call: Call): string {
  if (target !== undefined) return target.slice(target.lastIndexOf('.') + 1);
  if (service === 's3') return readS3Request(call).operation;
  if (service === 'lambda') return lambdaOperation(call);
  const action = new URLSearchParams(call.body.toString('latin1')).get('Action') ?? call.query.get('Action');
  return action ?? `${call.method} ${call.path}`;
}
