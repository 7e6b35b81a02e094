import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { UsageMeter } from '#app/cost/usage-meter.ts';

/** What Lambda tells a function about the call it is in; the part that we use. */
export interface InvocationContext {
  readonly functionName: string;
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** What a handler logs to and counts in; without a meter nobody pays for it. */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly meter?: UsageMeter;
}

/** A function as Lambda calls it. */
export type LambdaFunction<Event, Result> = (event: Event, context: InvocationContext) => Promise<Result>;

/** Puts around a handler what every function of ours has: log lines with the request's id, metrics and meter at its end. */
export function withMiddleware<Event, Result>(
  { logger, metrics, meter }: Telemetry,
  handle: LambdaFunction<Event, Result>,
): LambdaFunction<Event, Result> {
  return middy(meter === undefined ? handle : metered(meter, handle))
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics, { captureColdStartMetric: true }));
}

/** A run costs also where it fails. */
function metered<Event, Result>(
  meter: UsageMeter,
  handle: LambdaFunction<Event, Result>,
): LambdaFunction<Event, Result> {
  return async (event, context) => {
    const startedMs = performance.now();
    try {
      return await handle(event, context);
    } finally {
      await meter.endRun(performance.now() - startedMs);
    }
  };
}
