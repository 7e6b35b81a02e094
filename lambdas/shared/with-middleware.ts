import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';

/** What Lambda tells a function about the call it is in; the part that we use. */
export interface InvocationContext {
  readonly functionName: string;
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** What a handler logs to and counts in. */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** A function as Lambda calls it. */
export type LambdaFunction<Event, Result> = (event: Event, context: InvocationContext) => Promise<Result>;

/** Puts around a handler what every function of ours has: log lines with the request's id, and metrics sent at its end. */
export function withMiddleware<Event, Result>(
  { logger, metrics }: Telemetry,
  handle: LambdaFunction<Event, Result>,
): LambdaFunction<Event, Result> {
  return middy(handle)
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics, { captureColdStartMetric: true }));
}
