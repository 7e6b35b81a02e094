import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { CollectEvents, CollectResult } from '#app/events/collect-events.ts';
import type { HttpAnswer, HttpEvent } from '#contracts/http-event.ts';
import type { MessageType } from '#core/events/message.ts';
import { AppError } from '#core/kernel/errors.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';
import { answer, settingsAnswer } from './answers.ts';
import { basicAuthUser, requestBody } from './request-body.ts';

/** Each call has its full path and the one letter that Segment's browser SDK uses. */
const CALLS: ReadonlyMap<string, MessageType | 'batch'> = new Map(
  (['track', 'identify', 'page', 'screen', 'alias', 'group', 'batch'] as const).flatMap((call) => [
    [`/v1/${call}`, call] as const,
    [`/v1/${call[0] ?? ''}`, call] as const,
  ]),
);

const SETTINGS_PATH = /^\/v1\/projects\/([\w.~-]+)\/settings$/;

/** Takes what it calls as arguments, so that a test needs no mock of a module. */
export function createHandler(
  dependencies: Telemetry & { readonly collect: CollectEvents },
): LambdaFunction<HttpEvent, HttpAnswer> {
  return withMiddleware(dependencies, async (event) => {
    const { method } = event.requestContext.http;
    dependencies.metrics.addMetric('Requests', MetricUnit.Count, 1);
    return method === 'GET' ? get(event) : post(event, dependencies);
  });
}

function get(event: HttpEvent): HttpAnswer {
  if (event.rawPath === '/v1/health') return answer(200, { ok: true });
  const writeKey = SETTINGS_PATH.exec(event.rawPath)?.[1];
  return writeKey === undefined ? notFound() : settingsAnswer(event, writeKey);
}

async function post(
  event: HttpEvent,
  { collect, logger, metrics }: Telemetry & { readonly collect: CollectEvents },
): Promise<HttpAnswer> {
  // Segment's browser SDK reports figures about itself there; nobody here reads them.
  if (event.rawPath === '/v1/m') return answer(200, { success: true });
  const type = CALLS.get(event.rawPath);
  if (type === undefined) return notFound();
  const body = requestBody(event);
  if ('reason' in body) return toAnswer({ status: 'refused', rejection: body });
  try {
    const writeKey = basicAuthUser(event.headers['authorization']);
    const result = await collect({ type, writeKey, body, receivedMs: event.requestContext.timeEpoch });
    if (result.status === 'accepted') {
      metrics.addMetric('MessagesCollected', MetricUnit.Count, result.acceptedCount);
      metrics.addMetric('MessagesRefused', MetricUnit.Count, result.refusedCount);
    } else metrics.addMetric('RequestsRefused', MetricUnit.Count, 1);
    return toAnswer(result);
  } catch (error) {
    metrics.addMetric('RequestsFailed', MetricUnit.Count, 1);
    const known = error instanceof AppError ? error : undefined;
    logger.error('request failed', { error: (error as Error).name, details: known?.details });
    return failure(known);
  }
}

function toAnswer(result: CollectResult): HttpAnswer {
  switch (result.status) {
    case 'accepted':
      return answer(200, { success: true });
    case 'unknown_write_key':
      return answer(401, {
        success: false,
        message: 'Unknown write key. Give it as the basic-auth user name, or as writeKey in the body.',
      });
    case 'refused':
      return answer(400, {
        success: false,
        reason: result.rejection.reason,
        message: result.rejection.detail,
      });
  }
}

/** 429 and 5xx are what SDKs try again on; a second is enough for a stream that is only busy. */
function failure(error: AppError | undefined): HttpAnswer {
  if (error?.details['isThrottled'] === true) {
    return answer(
      429,
      { success: false, message: 'Too many events at once; try again.' },
      { 'retry-after': '1' },
    );
  }
  const status = error?.retryable === true ? 503 : 500;
  return answer(status, { success: false, message: 'The events were not taken; try again.' });
}

function notFound(): HttpAnswer {
  return answer(404, { success: false, message: 'No such call.' });
}
