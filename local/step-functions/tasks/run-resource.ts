import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { Invoker } from '../../functions/invoker.ts';
import type { RunTask } from '../run/world.ts';
import { callDynamoDb } from './call-dynamodb.ts';
import { callS3 } from './call-s3.ts';
import type { Desk } from './desk.ts';
import { invokeFunction } from './invoke-function.ts';
import { LAMBDA_INVOKE, readResource } from './known-resources.ts';

export function createRunTask(services: { invoker: Invoker; desk: Desk }): RunTask {
  return (resource: string, input: Json, caller: string): Promise<Json> => {
    if (resource === LAMBDA_INVOKE) return invokeFunction(services.invoker, input, caller);
    const { service, action } = readResource(resource);
    const task = { action, input: input as JsonObject, caller };
    return service === 'aws-sdk:s3'
      ? callS3(services.desk, task)
      : callDynamoDb(services.desk, { ...task, isSdk: service.startsWith('aws-sdk:') });
  };
}
