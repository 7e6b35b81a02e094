import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { replaceTime } from '../clock/replace-time.ts';
import type { FunctionWorkerData, InvocationReply, InvocationRequest } from '../functions/worker-protocol.ts';

/** Runs one function bundle in this thread, one invocation at a time, as a Lambda sandbox does. */
const { bundlePath, exportName, functionName, functionArn, memorySizeMiB, clockMemory } =
  workerData as FunctionWorkerData;
const port = parentPort;
if (port === null) throw new Error('function-worker runs as a worker thread only');

// The deadline a function sees is wall time, as its time-out is.
const wallNow = Date.now;
replaceTime(clockMemory);

type Handler = (event: unknown, context: unknown) => unknown;

async function loadHandler(): Promise<Handler> {
  const module = bundlePath.endsWith('.cjs')
    ? (createRequire(import.meta.url)(bundlePath) as Record<string, unknown>)
    : ((await import(pathToFileURL(bundlePath).href)) as Record<string, unknown>);
  const exported =
    module[exportName] ?? (module['default'] as Record<string, unknown> | undefined)?.[exportName];
  if (typeof exported !== 'function')
    throw Object.assign(new Error(`${exportName} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  return exported as Handler;
}

function context(request: InvocationRequest): Record<string, unknown> {
  const deadlineAtMs = wallNow() + request.timeoutMs;
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memorySizeMiB),
    awsRequestId: request.requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadlineAtMs - wallNow())),
  };
}

function failure(requestId: string, thrown: unknown): InvocationReply {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const trace = (error.stack ?? '').split('\n');
  return { requestId, error: { errorType: error.name, errorMessage: error.message, trace } };
}

async function run(handler: Promise<Handler>, request: InvocationRequest): Promise<InvocationReply> {
  // The SDK passes it on with every call, and so the gateway knows which run made it.
  process.env['_X_AMZN_TRACE_ID'] = request.requestId;
  try {
    const answer = await (await handler)(JSON.parse(request.event), context(request));
    return { requestId: request.requestId, payload: JSON.stringify(answer ?? null) };
  } catch (error) {
    return failure(request.requestId, error);
  }
}

const handler = loadHandler();
// A broken bundle is reported by the first invocation, not as an unhandled rejection.
handler.catch(() => undefined);
port.on('message', (request: InvocationRequest) => {
  void run(handler, request).then((reply) => port.postMessage(reply));
});
