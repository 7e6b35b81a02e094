import { type Answer, type Call, header } from '../gateway/call.ts';
import type { AsyncInvocations } from './async-invocations.ts';
import type { Invoker } from './invoker.ts';

const INVOKE_PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda's operation name for a request. */
export function lambdaOperation({ method, path }: Call): string {
  return method === 'POST' && INVOKE_PATH.test(path) ? 'Invoke' : `${method} ${path}`;
}

/** `Invoke`, waiting for the answer or not. */
export function createLambdaApi(invoker: Invoker, asynchronous: AsyncInvocations) {
  return async (call: Call, caller: string): Promise<Answer> => {
    const name = decodeURIComponent(INVOKE_PATH.exec(call.path)?.[1] ?? '');
    const host = invoker.host(name);
    const event = call.body.length === 0 ? '{}' : call.body.toString();
    if (header(call, 'x-amz-invocation-type') === 'Event') {
      asynchronous.queue(host.options.name, event, caller);
      return { statusCode: 202, headers: {}, body: '' };
    }
    const reply = await host.invoke(event);
    if ('payload' in reply)
      return { statusCode: 200, headers: { 'x-amz-executed-version': '$LATEST' }, body: reply.payload };
    return {
      statusCode: 200,
      headers: { 'x-amz-function-error': 'Unhandled', 'x-amz-executed-version': '$LATEST' },
      body: JSON.stringify(reply.error),
    };
  };
}
