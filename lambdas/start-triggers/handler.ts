import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { TriggerLane } from '#app/delivery/triggers/trigger-lane.ts';
import type { KinesisBatchResponse, KinesisEvent } from '#contracts/kinesis-event.ts';
import { arrivedRecords } from '#lambdas/shared/arrived-records.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** The function of the trigger lane: what just happened starts a message. */
export function createHandler(
  dependencies: Telemetry & { readonly lane: TriggerLane },
): LambdaFunction<KinesisEvent, KinesisBatchResponse> {
  const { lane, logger, metrics } = dependencies;
  return withMiddleware(dependencies, async (event) => {
    const { startedCount, skipped, broken, failed } = await lane(arrivedRecords(event));
    metrics.addMetric('DeliveryTriggersStarted', MetricUnit.Count, startedCount);
    for (const [reason, count] of Object.entries(skipped))
      metrics
        .singleMetric()
        .addDimension('reason', reason)
        .addMetric('DeliveryTriggersSkippedByReason', MetricUnit.Count, count);
    metrics.addMetric('DeliveryTriggersUnanswered', MetricUnit.Count, skipped.campaign_broken ?? 0);
    metrics.addMetric('DeliveryTriggersBroken', MetricUnit.Count, broken.length);
    for (const { campaignId, reason } of broken)
      logger.error('a running campaign cannot start messages; the others go on', { campaignId, reason });
    if (failed.length > 0) logger.warn('records failed and come again', { count: failed.length });
    // In the order of the shard: everything from the first on is delivered again.
    return { batchItemFailures: failed.slice(0, 1).map((each) => ({ itemIdentifier: each.sequenceNumber })) };
  });
}
