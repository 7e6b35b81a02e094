import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Counts } from '#app/events/counts.ts';
import type { IngestBatch, IngestResult } from '#app/events/ingest-batch.ts';
import type { KinesisBatchResponse, KinesisEvent } from '#contracts/kinesis-event.ts';
import { arrivedRecords } from '#lambdas/shared/arrived-records.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** Time kept for what is under way, ms: rather fail the rest by name than be cut off by the time-out. */
const RESERVE_MS = 10_000;

/** Takes what it calls as arguments, so that a test needs no mock of a module. */
export function createHandler(
  dependencies: Telemetry & { readonly ingest: IngestBatch },
): LambdaFunction<KinesisEvent, KinesisBatchResponse> {
  const { ingest, logger } = dependencies;
  return withMiddleware(dependencies, async (event, context) => {
    const records = arrivedRecords(event);
    const result = await ingest(records, () => context.getRemainingTimeInMillis() > RESERVE_MS);
    count(dependencies, result.counts);
    if (result.failed.length > 0) {
      const failures = Object.fromEntries(result.failures);
      logger.warn('records failed and come again', { failures, lowest: result.failed[0] });
    }
    return { batchItemFailures: lowestOfEachShard(result.failed) };
  });
}

function count({ metrics }: Telemetry, { total, quarantined }: Counts): void {
  for (const [name, value] of Object.entries(total)) metrics.addMetric(name, MetricUnit.Count, value);
  for (const [reason, value] of Object.entries(quarantined)) {
    metrics.addMetric('EventsQuarantined', MetricUnit.Count, value);
    metrics
      .singleMetric()
      .addDimension('reason', reason)
      .addMetric('EventsQuarantinedByReason', MetricUnit.Count, value);
  }
}

/** Everything from the lowest number on is delivered again, so naming more would say no more. */
function lowestOfEachShard(failed: IngestResult['failed']): { itemIdentifier: string }[] {
  const lowest = new Map<string, string>();
  for (const { shardId, sequenceNumber } of failed) {
    if (!lowest.has(shardId)) lowest.set(shardId, sequenceNumber);
  }
  return [...lowest.values()].map((itemIdentifier) => ({ itemIdentifier }));
}
