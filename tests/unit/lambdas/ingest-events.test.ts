import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { createHandler } from '#lambdas/ingest-events/handler.ts';
import { createIngestWorld, recordOf, track } from '#tests/simulation/ingest-world.ts';

function kinesisEvent(records: readonly ArrivedRecord[]) {
  return {
    Records: records.map((record) => ({
      eventID: `${record.shardId}:${record.sequenceNumber}`,
      kinesis: {
        partitionKey: record.partitionKey,
        sequenceNumber: record.sequenceNumber,
        data: Buffer.from(record.data).toString('base64'),
        approximateArrivalTimestamp: record.arrivedAtMs / 1000,
      },
    })),
  };
}

const context = (remainingMs = 60_000) => ({
  functionName: 'ingest-events',
  awsRequestId: 'request-1',
  getRemainingTimeInMillis: () => remainingMs,
});

describe('ingest-events', () => {
  let written: string[];
  beforeEach(() => {
    written = [];
    // Both write to the console of the test instead of their own.
    Object.assign(process.env, { POWERTOOLS_DEV: 'true', POWERTOOLS_METRICS_DISABLED: 'false' });
    jest.spyOn(console, 'log').mockImplementation((text: string) => void written.push(text));
    jest.spyOn(console, 'warn').mockImplementation((text: string) => void written.push(text));
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const telemetry = () => ({ logger: new Logger(), metrics: new Metrics({ namespace: 'Kairos' }) });
  /** Values of a metric in what was written to the log, as CloudWatch reads them. */
  const metric = (name: string) =>
    written
      .map((text) => (text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}))
      .flatMap((line) => line[name] ?? []);

  it('folds a batch, counts it and has nothing delivered again', async () => {
    const world = createIngestWorld();
    const handler = createHandler({
      ingest: world.ingest,
      observe: async () => ({ outlier: 2 }),
      ...telemetry(),
    });
    const records = [
      recordOf(track('ann', 'm1', 'Seen'), { sequence: 1 }),
      recordOf('{', { sequence: 2 }),
      recordOf('[1', { sequence: 3 }),
    ];
    expect(await handler(kinesisEvent(records), context())).toEqual({ batchItemFailures: [] });
    expect(metric('EventsAccepted')).toEqual([1]);
    expect(metric('QualityFound')).toEqual([2]);
    expect(metric('EventsQuarantined')).toEqual([2]);
    expect(metric('EventsQuarantinedByReason')).toEqual([2]);
    expect((await world.profiles.loadHot(['ann'])).get('ann')?.version).toBe(1);
  });

  it('names the lowest failed record, and only that', async () => {
    const world = createIngestWorld((site, port) =>
      site === 'lake' ? { ...port, append: () => Promise.reject(new UnavailableError('down')) } : port,
    );
    const handler = createHandler({
      ingest: world.ingest,
      observe: async () => ({ outlier: 2 }),
      ...telemetry(),
    });
    const records = [9, 10, 11].map((sequence) =>
      recordOf(track(`customer-${sequence}`, `m${sequence}`, 'Seen'), { sequence }),
    );
    const response = await handler(kinesisEvent(records), context());
    expect(response.batchItemFailures).toEqual([{ itemIdentifier: records[0]?.sequenceNumber }]);
    expect(metric('RecordsFailed')).toEqual([3]);
    expect(written.join()).not.toContain('customer-');
  });

  it('fails what is left rather than be cut off by the time-out', async () => {
    const world = createIngestWorld();
    const handler = createHandler({
      ingest: world.ingest,
      observe: async () => ({ outlier: 2 }),
      ...telemetry(),
    });
    const record = recordOf(track('ann', 'm1', 'Seen'), { sequence: 1 });
    const response = await handler(kinesisEvent([record]), context(9_000));
    expect(response.batchItemFailures).toHaveLength(1);
  });
});
