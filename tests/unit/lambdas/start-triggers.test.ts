import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { StartTriggers } from '#app/delivery/triggers/start-triggers.ts';
import { createTriggerLane } from '#app/delivery/triggers/trigger-lane.ts';
import type { Occasion } from '#core/delivery/triggers/occasion.ts';
import { readRecord } from '#core/events/read-record.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { createHandler } from '#lambdas/start-triggers/handler.ts';
import { streamBatch } from '#tests/support/stream-batch.ts';

const NOW_S = 1_790_000_000;
const context = { functionName: 'start-triggers', awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 };

const searched = (messageId: string, event = 'Products Searched') => ({
  type: 'track',
  event,
  messageId,
  userId: 'ann',
  timestamp: new Date(NOW_S * 1000).toISOString(),
  properties: { query: 'cream' },
});

const handlerWith = (start: StartTriggers) =>
  createHandler({
    logger: new Logger(),
    metrics: new Metrics({ namespace: 'Kairos' }),
    lane: createTriggerLane({
      goalEvents: [],
      read: ({ data, arrivedAtMs }) => readRecord(data, { hash: () => '', arrivedMs: arrivedAtMs }),
      start,
    }),
  });

describe('start-triggers', () => {
  beforeEach(() => {
    Object.assign(process.env, { POWERTOOLS_DEV: 'true', POWERTOOLS_METRICS_DISABLED: 'false' });
    for (const method of ['log', 'warn', 'info'] as const)
      jest.spyOn(console, method).mockImplementation(() => undefined);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('passes on what a trigger may start by, with the time at which it happened', async () => {
    const seen: Occasion[] = [];
    const handler = handlerWith(async (occasions) => {
      seen.push(...occasions);
      return { startedCount: 1, skipped: { too_old: 1 }, broken: [] };
    });
    const batch = streamBatch(
      NOW_S,
      ['ann', searched('m1')],
      ['bob', searched('m2')],
      ['ann', searched('m3', 'Seen')],
      ['ann', { odd: true }],
    );
    expect(await handler(batch, context)).toEqual({ batchItemFailures: [] });
    const written = jest.mocked(console.log).mock.calls.map(([line]) => String(line));
    const skipped = written.find((line) => line.includes('DeliveryTriggersSkippedByReason'));
    expect(JSON.parse(skipped ?? '{}')).toMatchObject({
      reason: 'too_old',
      DeliveryTriggersSkippedByReason: 1,
    });
    expect(seen.map(({ id, atMs }) => [id, atMs])).toEqual([['m1', NOW_S * 1000]]);
  });

  it('has a record delivered again that a store did not answer for, and those after it', async () => {
    const handler = handlerWith(async (occasions) => {
      if (occasions.some(({ id }) => id === 'm2')) throw new UnavailableError('no answer');
      return { startedCount: 1, skipped: {}, broken: [] };
    });
    const batch = streamBatch(NOW_S, ...['m1', 'm2', 'm3'].map((id) => ['ann', searched(id)] as const));
    expect(await handler(batch, context)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });
});
