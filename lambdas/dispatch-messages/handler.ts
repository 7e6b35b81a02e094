import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { DispatchDue, Dispatched } from '#app/delivery/dispatch-due.ts';
import type { DispatchEvent } from '#contracts/dispatch-event.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** Left for the calls under way when the time is up. */
const MARGIN_MS = 20_000;

/** The minute's worker: one of several, each with its share of the shards. */
export function createHandler(
  dependencies: Telemetry & { readonly dispatch: DispatchDue },
): LambdaFunction<DispatchEvent, Dispatched> {
  const { dispatch, logger, metrics } = dependencies;
  return withMiddleware(dependencies, async ({ worker, workers }, context) => {
    const durationMs = Math.max(0, context.getRemainingTimeInMillis() - MARGIN_MS);
    const done = await dispatch({ runId: context.awsRequestId, worker, workers, durationMs });
    metrics.addMetric('DeliveryMessagesLookedAt', MetricUnit.Count, done.messageCount);
    metrics.addMetric('DeliveryMessagesPending', MetricUnit.Count, done.pendingCount);
    metrics.addMetric('DeliveryBreakersOpened', MetricUnit.Count, done.breakerOpenedCount);
    if (done.breakerOpenedCount > 0) logger.warn('a provider was left alone', { ...done });
    return done;
  });
}
