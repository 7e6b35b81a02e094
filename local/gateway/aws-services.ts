import type { DynamoDbEmulator } from '../dynamodb/dynamodb-emulator.ts';
import type { TableExports } from '../dynamodb/table-exports.ts';
import { readS3Request, type S3Request } from '../s3/s3-api.ts';
import { AwsError } from './aws-error.ts';
import type { Answer, AwsCall, Call } from './call.ts';

/** Operations of a service that speaks JSON: parsed input in, output out. */
type JsonOperations = Readonly<Record<string, (input: never) => unknown>>;

export interface AwsServices {
  readonly dynamodb: DynamoDbEmulator;
  readonly exports: TableExports;
  /** By service name as in a signature's scope. */
  readonly json: Readonly<Record<string, JsonOperations>>;
  /** Services that speak REST, by name as in a signature's scope. */
  readonly rest: Readonly<Record<string, (call: Call) => Answer>>;
  readonly s3: (request: S3Request, call: Call) => Answer;
  readonly lambda: (call: Call, caller: string) => Promise<Answer>;
  readonly bedrock: (call: Call) => Promise<Answer>;
}

/** Hands a call to the service it is for. @throws AwsError as that service would. */
export async function callService(
  services: AwsServices,
  { service, operation, caller }: AwsCall,
  call: Call,
): Promise<Answer> {
  if (service === 'dynamodb') return callDynamoDb(services, operation, call);
  if (service === 's3') return services.s3(readS3Request(call), call);
  if (service === 'lambda' && operation === 'Invoke') return services.lambda(call, caller);
  if (service === 'bedrock') return services.bedrock(call);
  if (service === 'sts' && operation === 'GetCallerIdentity') return callerIdentity(caller);
  const rest = services.rest[service];
  return rest === undefined ? callJson(services, { service, operation }, call) : rest(call);
}

async function callJson(
  services: AwsServices,
  { service, operation }: Pick<AwsCall, 'service' | 'operation'>,
  call: Call,
): Promise<Answer> {
  const operations = services.json[service];
  if (operations === undefined)
    throw new AwsError(
      'UnknownOperationException',
      `The local cloud has no service ${service} (called for ${operation})`,
    );
  const run = operations[operation];
  if (run === undefined)
    throw new AwsError(
      'UnknownOperationException',
      `The local ${service} does not know the operation ${operation}`,
    );
  return json((await run(parse(call.body) as never)) ?? {});
}

function json(output: unknown): Answer {
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(output),
  };
}

async function callDynamoDb(
  { dynamodb, exports }: AwsServices,
  operation: string,
  call: Call,
): Promise<Answer> {
  return exports.knows(operation)
    ? json(exports.call(operation, parse(call.body) as Record<string, unknown>))
    : dynamodb.call(operation, call);
}

/** An error in the form its service uses: XML for S3, Query and plain JSON elsewhere. */
export function errorAnswer(service: string, error: AwsError): Answer {
  const { name, message, statusCode } = error;
  if (service === 's3' || service === 'sts') {
    const text = message.replace(/[<&]/g, ' ');
    const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${name}</Code><Message>${text}</Message></Error>`;
    return { statusCode, headers: { 'content-type': 'application/xml' }, body };
  }
  return {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, message }),
  };
}

function callerIdentity(caller: string): Answer {
  const body =
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
    `<Arn>arn:aws:sts::000000000000:assumed-role/local/${caller}</Arn><UserId>${caller}</UserId>` +
    '<Account>000000000000</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
  return { statusCode: 200, headers: { 'content-type': 'text/xml' }, body };
}

function parse(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw new AwsError('SerializationException', 'The request is not JSON');
  }
}
