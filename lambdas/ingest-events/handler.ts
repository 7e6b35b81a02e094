import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Counts } from '#app/events/counts.ts';
import type { IngestBatch, IngestResult } from '#app/events/ingest-batch.ts';
import type { ObserveSources } from '#app/events/observe-sources.ts';
import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import type { KinesisBatchResponse, KinesisEvent } from '#contracts/kinesis-event.ts';
import { arrivedRecords } from '#lambdas/shared/arrived-records.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** Time kept for what is under way, ms: rather fail the rest by name than be cut off by the time-out. */
const RESERVE_MS = 10_000;

/** Takes what it calls as arguments, so that a test needs no mock of a module. */
export function createHandler(
  dependencies: Telemetry & { readonly ingest: IngestBatch; readonly observe: ObserveSources },
): LambdaFunction<KinesisEvent, KinesisBatchResponse> {
  const { ingest, logger } = dependencies;
  return withMiddleware(dependencies, async (event, context) => {
    const records = arrivedRecords(event);
    const result = await ingest(records, () => context.getRemainingTimeInMillis() > RESERVE_MS);
    count(dependencies, result.counts);
    meterStream(dependencies, records.slice(0, records.length - result.failed.length));
    await watch(dependencies, records[0]?.shardId ?? '', result);
    if (result.failed.length > 0) {
      const failures = Object.fromEntries(result.failures);
      logger.warn('records failed and come again', { failures, lowest: result.failed[0] });
    }
    return { batchItemFailures: lowestOfEachShard(result.failed) };
  });
}

/** What the quality rules learn is worth no redelivery: it is left out where its store is down. */
async function watch(
  { observe, logger, metrics }: Telemetry & { readonly observe: ObserveSources },
  writer: string,
  { accepted, duplicates }: IngestResult,
): Promise<void> {
  try {
    const found = await observe({ writer, accepted, duplicates });
    for (const [rule, value] of Object.entries(found)) {
      if (value > 0) {
        metrics.singleMetric().addDimension('rule', rule).addMetric('QualityFound', MetricUnit.Count, value);
      }
    }
  } catch (error) {
    logger.warn('sources were not observed', { cause: error instanceof Error ? error.name : 'unknown' });
  }
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

/** Three lanes read the stream: this one, the urgent one and that of triggers. */
const LANES = 3;

/** Bytes of records that do not come again, each rounded up to a kilobyte, as the stream is billed; read by every lane. */
function meterStream({ meter }: Telemetry, records: readonly ArrivedRecord[]): void {
  const kilobytes = records.reduce((sum, { data }) => sum + Math.ceil(data.length / 1024), 0);
  meter?.tally.count({ service: 'AmazonKinesis', unit: 'kilobyte-in', quantity: kilobytes });
  meter?.tally.count({ service: 'AmazonKinesis', unit: 'kilobyte-out', quantity: LANES * kilobytes });
}

/** Everything from the lowest number on is delivered again, so naming more would say no more. */
function lowestOfEachShard(failed: IngestResult['failed']): { itemIdentifier: string }[] {
  const lowest = new Map<string, string>();
  for (const { shardId, sequenceNumber } of failed) {
    if (!lowest.has(shardId)) lowest.set(shardId, sequenceNumber);
  }
  return [...lowest.values()].map((itemIdentifier) => ({ itemIdentifier }));
}
