import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { Invoker } from '../../functions/invoker.ts';
import { StateError } from '../run/state-error.ts';
import { textOf } from '../text-of.ts';

/** Invokes a function; its error's `errorType` becomes the error's name, so that `Retry` matches our own names. */
export async function invokeFunction(invoker: Invoker, input: Json, caller: string): Promise<Json> {
  const { FunctionName, Payload = {} } = input as JsonObject;
  const reply = await invoker.invoke(hostOf(invoker, FunctionName), JSON.stringify(Payload), caller);
  if (reply === 'not-run')
    throw new StateError('Lambda.TooManyRequestsException', 'the function was not run: Rate Exceeded');
  if ('error' in reply) throw new StateError(reply.error.errorType, JSON.stringify(reply.error));
  return {
    ExecutedVersion: '$LATEST',
    Payload: JSON.parse(reply.payload === '' ? 'null' : reply.payload) as Json,
    StatusCode: 200,
  };
}

function hostOf(invoker: Invoker, name: Json | undefined) {
  try {
    return invoker.host(textOf(name));
  } catch (error) {
    throw new StateError('Lambda.ResourceNotFoundException', (error as Error).message);
  }
}
