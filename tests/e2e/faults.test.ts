import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StreamRecord } from '#app/ports/event-stream.ts';
import type { FaultRule } from '#local/gateway/faults.ts';
import { type FoldedState, foldedState } from '#tests/support/folded-state.ts';
import {
  ALL_ARRIVED_MS,
  type KairosCloud,
  startKairosCloud,
  untilFolded,
} from '#tests/support/kairos-cloud.ts';
import { openStores, type Stores } from '#tests/support/kairos-stores.ts';
import { putUntilTaken, recordOf, type SentMessage } from '#tests/support/send.ts';

const CUSTOMERS = 12;
const AT_MS = Date.parse('2026-11-02T03:00:00Z');

/** What one customer does: looks, buys, agrees to location, visits a store; one order cannot be read. */
function story(userId: string): StreamRecord[] {
  const events: (readonly [string, SentMessage])[] = [
    ['Product Viewed', { product_id: 'p1' }],
    [
      'Order Completed',
      {
        order_id: 'o1',
        total: 12_900,
        currency: 'KRW',
        products: [{ product_id: 'p1', quantity: 2, price: 6450 }],
      },
    ],
    ['Order Completed', { total: 1 }],
    [
      'Consent Changed',
      { purpose: 'location', channel: 'all', granted: true, basis: 'opt_in', text_version: '1' },
    ],
    ['Store Entered', { store_id: 's1' }],
    ['Products Searched', { query: '크림' }],
    ['Order Refunded', { order_id: 'o1', total: 2900, currency: 'KRW' }],
  ];
  return events.map(([event, properties], n) => {
    const at = new Date(AT_MS + n * 60_000).toISOString();
    // The same ids for every customer: what is folded may not depend on whose it is.
    const message = {
      type: 'track',
      userId,
      messageId: `m${n}`,
      event,
      properties,
      timestamp: at,
      receivedAt: at,
    };
    return recordOf(message);
  });
}

/** Half of the calls fail, up to so many: more in a row than the SDK tries again. */
const often = { probability: 0.5, count: 40 } as const;
const FAULTS: readonly (readonly [string, FaultRule])[] = [
  ['DynamoDB throttling', { service: 'dynamodb', kind: 'throttle', ...often }],
  ['DynamoDB failing', { service: 'dynamodb', kind: '5xx', ...often, seed: 2 }],
  [
    'DynamoDB not heard after it wrote',
    { service: 'dynamodb', operation: 'PutItem', kind: 'reset-after-commit', ...often },
  ],
  ['DynamoDB cut off', { service: 'dynamodb', kind: 'reset-before', ...often, seed: 3 }],
  [
    'DynamoDB leaving reads out',
    { service: 'dynamodb', operation: 'BatchGetItem', kind: 'partial', share: 0.6, ...often },
  ],
  ['Kinesis throttling', { service: 'kinesis', kind: 'throttle', ...often }],
  ['Kinesis leaving records out', { service: 'kinesis', kind: 'partial', share: 0.5, ...often }],
  ['Kinesis not heard after it took', { service: 'kinesis', kind: 'reset-after-commit', ...often }],
  ['Firehose throttling', { service: 'firehose', kind: 'throttle', ...often }],
  ['Firehose leaving records out', { service: 'firehose', kind: 'partial', share: 0.5, ...often }],
  ['Firehose not heard after it took', { service: 'firehose', kind: 'reset-after-commit', count: 8 }],
  ['S3 failing', { service: 's3', kind: '5xx', ...often }],
  ['S3 not heard after it put', { service: 's3', kind: 'reset-after-commit', count: 8 }],
  [
    'answers of functions lost, so that batches come twice',
    { service: 'lambda', kind: 'reset-after-commit', count: 3 },
  ],
];

let cloud: KairosCloud;
let stores: Stores;
beforeAll(async () => {
  cloud = await startKairosCloud();
  stores = await openStores(cloud.connection);
}, 120_000);
afterAll(() => cloud.stop());

/** Lets customers live their story under a fault; gives what is folded and how many messages were refused. */
async function live(name: string, fault?: FaultRule) {
  const keys = Array.from({ length: CUSTOMERS }, (_, n) => `${name}-${n}`);
  if (fault !== undefined) cloud.local.faults.add(fault);
  await putUntilTaken(stores, keys.flatMap(story));
  await untilFolded(cloud.local.url);
  const struck = cloud.local.faults.list().reduce((sum, rule) => sum + rule.struck, 0);
  cloud.local.faults.clear();
  const all = await foldedState(stores);
  let refusedCount = 0;
  for await (const { partitionKey } of stores.quarantine.list())
    refusedCount += Number(keys.includes(partitionKey));
  return { states: keys.map((key) => all.get(key)), refusedCount, struck };
}

describe('what is folded through the local cloud', () => {
  let reference: FoldedState | undefined;
  beforeAll(async () => {
    const { states, refusedCount } = await live('calm');
    reference = states[0];
    expect(reference?.history.orders[0]?.refunds).toHaveLength(1);
    expect(reference?.history.offlineTouches).toHaveLength(1);
    expect(refusedCount).toBe(CUSTOMERS);
  });

  it.each(FAULTS)(
    'is the same under %s',
    async (name, fault) => {
      const { states, refusedCount, struck } = await live(name, fault);
      expect(struck).toBeGreaterThan(0);
      expect(states).toEqual(states.map(() => reference));
      expect(refusedCount).toBeGreaterThanOrEqual(CUSTOMERS);
    },
    90_000,
  );

  it('is what the lake says, after all of it', async () => {
    await cloud.local.flushFirehose();
    const report = await stores.rebuild({ shareCount: 1, lakeLagMs: ALL_ARRIVED_MS, isDryRun: true });
    expect(report).toMatchObject({ sameCount: CUSTOMERS * (FAULTS.length + 1), differing: [], busy: [] });
  });
});
