import { describe, expect, it } from '@jest/globals';
import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createStateComparison } from '#adapters/node/profile-codec.ts';
import { createReplayQuarantine } from '#app/events/replay-quarantine.ts';
import { createRebuildProfiles } from '#app/profiles/rebuild-profiles.ts';
import { foldProfile } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { createRealIngest, settings } from '#tests/support/real-ingest.ts';
import { collect, recordOf } from './ingest-world.ts';

const NOW_MS = Date.parse('2026-11-20T00:00:00Z');

function message(userId: string, messageId: string, event: string, more: object = {}) {
  const timestamp = '2026-11-19T23:00:00.000Z';
  return {
    type: 'track' as const,
    userId,
    messageId,
    event,
    timestamp,
    receivedAt: '2026-11-19T23:00:01.000Z',
    ...more,
  };
}

const order = (id: string) => ({
  properties: {
    order_id: id,
    total: 12900,
    currency: 'KRW',
    products: [{ product_id: 'p1', quantity: 1, price: 12900 }],
  },
});

describe('the main lane as it is wired', () => {
  it('folds, gates and quarantines, and the lake rebuilds the same bytes', async () => {
    const clock = { nowMs: () => NOW_MS };
    const world = createRealIngest(clock);
    const result = await world.ingest([
      recordOf(message('ann', 'm1', 'Product Viewed', { properties: { product_id: 'p1' } }), { sequence: 1 }),
      recordOf(message('ann', 'm2', 'Order Completed', order('o1')), { sequence: 2 }),
      recordOf(message('ann', 'm3', 'Store Entered', { properties: { store_id: 'gangnam-canary' } }), {
        sequence: 3,
      }),
      recordOf('not json', { sequence: 4, partitionKey: 'ann' }),
      recordOf(message('ann', 'm5', 'Order Completed', { properties: { total: 7, email: 'a@b.kr' } }), {
        sequence: 5,
      }),
      recordOf(message('ann', 'm6', 'Store Entered', { properties: { store_id: 'canary' } }), {
        sequence: 6,
        partitionKey: 'bob',
      }),
      recordOf(message('ann', 'm1', 'Product Viewed', { properties: { product_id: 'p1' } }), { sequence: 7 }),
    ]);
    expect(result.failed).toEqual([]);
    expect(result.counts.total).toMatchObject({ EventsAccepted: 2, EventsDuplicate: 1, LocationDropped: 2 });
    const history = (await world.profiles.loadHistory(['ann'])).get('ann');
    expect(history?.value.state.orders).toHaveLength(1);
    const kept = JSON.stringify([await collect(world.lake.read()), await collect(world.quarantine.list())]);
    expect(kept).not.toMatch(/canary|a@b\.kr/);

    const rebuild = createRebuildProfiles(
      { lake: world.lake, profiles: world.profiles, clock: { nowMs: () => NOW_MS + 3_600_000 } },
      {
        fold: foldProfile,
        settings,
        emptyHot: emptyHotPart,
        emptyHistory: emptyHistoryPart,
        ...createStateComparison(profileCodec),
      },
    );
    expect(await rebuild({ shareCount: 2, lakeLagMs: 1000 })).toMatchObject({
      sameCount: 1,
      differing: [],
      busy: [],
    });
  });

  it('lets location through once it was consented to, and replays a mended message once', async () => {
    const clock = { nowMs: () => NOW_MS };
    const world = createRealIngest(clock);
    const consent = { purpose: 'location', granted: true, basis: 'opt_in', text_version: '1' };
    const unnamed = { ...order('o1').properties, order_id: undefined };
    const result = await world.ingest([
      recordOf(message('ann', 'm1', 'Consent Changed', { properties: consent }), { sequence: 1 }),
      recordOf(message('ann', 'm2', 'Store Entered', { properties: { store_id: 's1' } }), { sequence: 2 }),
      recordOf(message('ann', 'm3', 'Order Completed', { properties: unnamed }), { sequence: 3 }),
    ]);
    expect(result.counts.total).toMatchObject({ EventsAccepted: 2 });
    const put: string[] = [];
    const stream = {
      put: async (records: readonly { partitionKey: string; data: Uint8Array }[]) => {
        put.push(...records.map(({ data }) => Buffer.from(data).toString()));
        const arrived = records.map(({ partitionKey, data }, n) =>
          recordOf(Buffer.from(data).toString(), { sequence: 100 + n, partitionKey }),
        );
        await world.ingest(arrived);
      },
    };
    const replay = createReplayQuarantine({
      quarantine: world.quarantine,
      stream,
      decode: world.decode,
      clock,
    });
    const mend = [{ op: 'add', path: '/properties/order_id', value: 'o1' }] as const;
    expect(await replay({ mend })).toMatchObject({ replayedCount: 1 });
    expect(await replay({ mend })).toMatchObject({ replayedCount: 0, knownCount: 1 });
    expect(put).toHaveLength(1);
    const lake = (await collect(world.lake.read())).flatMap(({ events }) =>
      events.map(({ messageId }) => messageId),
    );
    expect(lake.sort()).toEqual(['m1', 'm2', 'm3']);
  });
});
