import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { HandleUrgent } from '#app/profiles/handle-urgent.ts';
import type { KinesisBatchResponse, KinesisEvent } from '#contracts/kinesis-event.ts';
import { arrivedRecords } from '#lambdas/shared/arrived-records.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** The urgent lane's function: consents to the ledger, now. */
export function createHandler(
  dependencies: Telemetry & { readonly handleUrgent: HandleUrgent },
): LambdaFunction<KinesisEvent, KinesisBatchResponse> {
  const { handleUrgent, logger, metrics } = dependencies;
  return withMiddleware(dependencies, async (event) => {
    const { changedCount, unreadable, failed } = await handleUrgent(arrivedRecords(event));
    metrics.addMetric('ProfilesConsentsChanged', MetricUnit.Count, changedCount);
    for (const [property, count] of unreadable) {
      metrics.addMetric('ProfilesConsentsUnreadable', MetricUnit.Count, count);
      logger.warn('consent cannot be read', { property, count });
    }
    if (failed.length > 0) logger.warn('records failed and come again', { count: failed.length });
    // In the order of the shard: everything from the first on is delivered again.
    return { batchItemFailures: failed.slice(0, 1).map((each) => ({ itemIdentifier: each.sequenceNumber })) };
  });
}
