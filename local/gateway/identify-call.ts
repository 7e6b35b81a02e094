import { bedrockOperation } from '../bedrock/bedrock-api.ts';
import { lambdaOperation } from '../functions/lambda-api.ts';
import { pinpointOperation } from '../messaging/pinpoint-api.ts';
import { sesOperation } from '../messaging/ses-api.ts';
import { readS3Request } from '../s3/s3-api.ts';
import { type AwsCall, type Call, header } from './call.ts';

/** `X-Amz-Target` prefixes of the services that speak JSON. */
const TARGETS: readonly (readonly [RegExp, string])[] = [
  [/^DynamoDB_/, 'dynamodb'],
  [/^Kinesis_/, 'kinesis'],
  [/^Firehose_/, 'firehose'],
  [/^secretsmanager/, 'secretsmanager'],
  [/^AWSStepFunctions/, 'states'],
  [/^PinpointSMSVoiceV2/, 'sms-voice'],
];

/** What the call is, or undefined for a request that no AWS client has made. */
export function identifyCall(call: Call): AwsCall | undefined {
  const target = header(call, 'x-amz-target');
  const { caller, scope } = readCredential(call);
  if (scope === undefined && target === undefined) return undefined;
  const service = TARGETS.find(([prefix]) => prefix.test(target ?? ''))?.[1] ?? scope ?? 'unknown';
  const run = header(call, 'x-amzn-trace-id');
  return { service, operation: operationOf(service, target, call), caller: caller ?? 'unsigned', run };
}

/** Key id and service of a signature, in the header or in a presigned address: `KEY/20261121/region/service/…`. */
function readCredential(call: Call): { caller?: string | undefined; scope?: string | undefined } {
  const signed = /Credential=([^,\s]+)/.exec(header(call, 'authorization') ?? '')?.[1];
  const [caller, , , scope] = (signed ?? call.query.get('X-Amz-Credential') ?? '').split('/');
  return scope === undefined ? {} : { caller, scope };
}

function operationOf(service: string, target: string | undefined, call: Call): string {
  if (target !== undefined) return target.slice(target.lastIndexOf('.') + 1);
  if (service === 's3') return readS3Request(call).operation;
  if (service === 'lambda') return lambdaOperation(call);
  if (service === 'mobiletargeting') return pinpointOperation(call);
  if (service === 'ses') return sesOperation(call);
  if (service === 'bedrock') return bedrockOperation(call);
  const action = new URLSearchParams(call.body.toString('latin1')).get('Action') ?? call.query.get('Action');
  return action ?? `${call.method} ${call.path}`;
}
