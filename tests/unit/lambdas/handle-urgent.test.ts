import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { createLoadLedgers } from '#app/profiles/find-ledger.ts';
import { createHandleUrgent } from '#app/profiles/handle-urgent.ts';
import { tables } from '#contracts/tables.ts';
import { readRecord } from '#core/events/read-record.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { createHandler } from '#lambdas/handle-urgent/handler.ts';
import { streamBatch } from '#tests/support/stream-batch.ts';

const NOW_S = 1_790_000_000;
const context = { functionName: 'handle-urgent', awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 };

const unsubscribed = {
  type: 'track',
  event: 'Unsubscribed',
  messageId: 'm1',
  userId: 'ann',
  timestamp: new Date(NOW_S * 1000).toISOString(),
  properties: { channel: 'sms' },
};

function createWorld() {
  const ledgers = createTableLedgerStore(createMemoryTable(tables.ledger));
  const ports = { ledgers, persons: createTablePersonStore(createMemoryTable(tables.person)) };
  const applyConsents = createApplyConsents(ports);
  const handler = (apply = applyConsents) =>
    createHandler({
      logger: new Logger(),
      metrics: new Metrics({ namespace: 'Kairos' }),
      handleUrgent: createHandleUrgent({
        read: ({ data, arrivedAtMs }) => readRecord(data, { hash: () => '', arrivedMs: arrivedAtMs }),
        applyConsents: apply,
      }),
    });
  return { handler, applyConsents, load: createLoadLedgers(ports) };
}

describe('handle-urgent', () => {
  beforeEach(() => {
    Object.assign(process.env, { POWERTOOLS_DEV: 'true' });
    for (const method of ['log', 'warn'] as const)
      jest.spyOn(console, method).mockImplementation(() => undefined);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('writes an unsubscription to the ledger and has nothing delivered again', async () => {
    const { handler, load } = createWorld();
    expect(await handler()(streamBatch(NOW_S, ['ann', unsubscribed]), context)).toEqual({
      batchItemFailures: [],
    });
    expect((await load(['ann'])).get('ann')?.consents).toMatchObject([
      { purpose: 'marketing', channel: 'sms', granted: false, atMs: NOW_S * 1000 },
      { purpose: 'marketing_night', channel: 'sms', granted: false, atMs: NOW_S * 1000 },
    ]);
  });

  it('passes over what it cannot read, what is misrouted and what states no consent', async () => {
    const { handler, load } = createWorld();
    const batch = streamBatch(
      NOW_S,
      ['bob', unsubscribed],
      ['ann', { odd: true }],
      ['ann', { ...unsubscribed, event: 'Seen' }],
    );
    expect(await handler()(batch, context)).toEqual({ batchItemFailures: [] });
    expect((await load(['ann'])).get('ann')?.consents).toEqual([]);
  });

  it('has the first failed record and all after it delivered again when the ledger does not answer', async () => {
    const { handler, applyConsents } = createWorld();
    let calls = 0;
    const fromEvents: typeof applyConsents.fromEvents = (events) => {
      calls += 1;
      return calls === 2 ? Promise.reject(new UnavailableError('down')) : applyConsents.fromEvents(events);
    };
    const batch = streamBatch(NOW_S, ['ann', unsubscribed], ['ann', unsubscribed], ['ann', unsubscribed]);
    const answer = await handler({ ...applyConsents, fromEvents })(batch, context);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });
});
