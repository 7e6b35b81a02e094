import type { Json, JsonObject } from '#core/kernel/json.ts';
import { StateError } from '../run/state-error.ts';
import { textOf } from '../text-of.ts';
import type { Desk } from './desk.ts';
import { localCall } from './local-call.ts';

export interface DynamoDbTask {
  readonly action: string;
  readonly input: JsonObject;
  readonly caller: string;
  /** SDK integrations call the service DynamoDb, its own integration DynamoDB. */
  readonly isSdk: boolean;
}

/** A call of DynamoDB; arguments and answer are those of the service. */
export async function callDynamoDb(
  desk: Desk,
  { action, input, caller, isSdk }: DynamoDbTask,
): Promise<Json> {
  const prefix = isSdk ? 'DynamoDb' : 'DynamoDB';
  const operation = action.charAt(0).toUpperCase() + action.slice(1);
  const answer = await desk(
    { service: 'dynamodb', operation, caller },
    localCall({ method: 'POST', path: '/', body: JSON.stringify(input) }),
  );
  if (answer === 'reset')
    throw new StateError(`${prefix}.SdkClientException`, 'the connection was cut before an answer came');
  const body = JSON.parse(answer.body.toString()) as JsonObject;
  if (answer.statusCode < 300) return body;
  const name = textOf(body['__type'] ?? 'DynamoDbException').replace(/^.*#/, '');
  throw new StateError(`${prefix}.${name}`, textOf(body['message'] ?? body['Message']));
}
