import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '#tests/local/support/running-cloud.ts';
import { foldedState } from '#tests/support/folded-state.ts';
import { type KairosCloud, startKairosCloud, untilFolded } from '#tests/support/kairos-cloud.ts';
import { openStores, type Stores } from '#tests/support/kairos-stores.ts';
import { postBatch, putUntilTaken, recordOf, type SentMessage } from '#tests/support/send.ts';

let cloud: KairosCloud;
let stores: Stores;
beforeAll(async () => {
  cloud = await startKairosCloud();
  stores = await openStores(cloud.connection);
}, 120_000);
afterAll(() => cloud.stop());

function track(userId: string, messageId: string, event: string, properties: SentMessage = {}): SentMessage {
  return { type: 'track', userId, messageId, event, properties, timestamp: new Date().toISOString() };
}

const order = (id: string) => ({
  order_id: id,
  total: 12_900,
  currency: 'KRW',
  products: [{ product_id: 'p1', quantity: 1, price: 12_900 }],
});

const consent = (granted: boolean) => ({
  purpose: 'location',
  channel: 'all',
  granted,
  basis: 'opt_in',
  text_version: '1',
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Everything that the product's own stores hold, in clear. */
async function everything(): Promise<string> {
  await untilFolded(cloud.local.url);
  await cloud.local.flushFirehose();
  const [lake, refused] = await Promise.all([collect(stores.lake.read()), collect(stores.quarantine.list())]);
  return JSON.stringify([lake, refused, [...(await foldedState(stores))]]);
}

describe('the way of a message through the local cloud', () => {
  it('stores a location only for who consented to it, by either door', async () => {
    const nearby = { store_id: 'place-canary', region: 'place-canary', distance_m: 40 };
    const seen = {
      ...track('shy', 'shy-2', 'Product Viewed', { product_id: 'p1' }),
      context: { location: { latitude: 37.498_095, longitude: 127.027_61 } },
    };
    await putUntilTaken(stores, [recordOf(track('shy', 'shy-1', 'Store Nearby', nearby)), recordOf(seen)]);
    expect(await postBatch(cloud, [track('shy', 'shy-3', 'Store Entered', nearby)])).toBe(200);
    const without = await everything();
    expect(without).not.toMatch(/place-canary|37\.498|127\.027/);
    expect(without).toContain('shy-2');

    await postBatch(cloud, [track('open', 'open-1', 'Consent Changed', consent(true))]);
    await postBatch(cloud, [track('open', 'open-2', 'Store Entered', { store_id: 'place-agreed' })]);
    expect(await everything()).toContain('place-agreed');
  });

  it('lets good messages land beside poison, keeps the poison with its reason, and replays it exactly once', async () => {
    const unnamed = track('ann', 'ann-order', 'Order Completed', { ...order('o1'), order_id: null });
    const good = Array.from({ length: 3 }, (_, n) =>
      recordOf(track('ann', `ann-${n}`, 'Product Viewed', { product_id: `p${n}` })),
    );
    const packed = gzipSync('[]');
    await putUntilTaken(stores, [
      { partitionKey: 'ann', data: Buffer.from('{"half":') },
      ...good.slice(0, 1),
      { partitionKey: 'ann', data: packed },
      recordOf(unnamed),
      ...good.slice(1, 2),
      {
        ...recordOf(track('ann', 'ann-astray', 'Product Viewed', { product_id: 'p9' })),
        partitionKey: 'bob',
      },
      ...good.slice(2),
    ]);
    await untilFolded(cloud.local.url);
    const reasons = (await collect(stores.quarantine.list())).map(({ reason }) => reason);
    expect(reasons.sort()).toEqual(['missing_field', 'not_json', 'not_utf8', 'wrong_partition_key']);

    const viewsOf = async () => (await foldedState(stores)).get('ann')?.hot;
    const before = await viewsOf();
    const mend = [{ op: 'add', path: '/properties/order_id', value: 'o1' }] as const;
    const request = { reason: 'missing_field', mend } as const;
    expect(await stores.replayQuarantine(request)).toMatchObject({ replayedCount: 1 });
    expect(await stores.replayQuarantine(request)).toMatchObject({ replayedCount: 0, knownCount: 1 });
    await untilFolded(cloud.local.url);
    const ann = (await foldedState(stores)).get('ann');
    expect(ann?.history.orders.map(({ completion }) => completion?.amountMinor)).toEqual([12_900]);
    expect(ann?.hot).not.toEqual(before);
    // As if it had never been marked: a replay that was cut off before the mark puts it again.
    await putUntilTaken(stores, [recordOf({ ...unnamed, properties: order('o1') })]);
    await untilFolded(cloud.local.url);
    expect((await foldedState(stores)).get('ann')).toEqual(ann);
  });

  it('shows by tail within two seconds that a message arrived, and why one did not', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const following = (async () => {
      for await (const { messageId, verdict } of stores.tail(undefined, stop.signal)) {
        seen.push(verdict.kind === 'quarantined' ? verdict.rejection.reason : `${messageId} ${verdict.kind}`);
      }
    })();
    await until(async () => {
      await putUntilTaken(stores, [recordOf(track('tim', 'warm', 'Product Viewed', { product_id: 'p' }))]);
      return seen.length > 0;
    });
    const sentMs = performance.now();
    await postBatch(cloud, [track('tim', 'tim-1', 'Product Viewed', { product_id: 'p1' })]);
    await putUntilTaken(stores, [{ partitionKey: 'tim', data: Buffer.from('{"half":') }]);
    await until(() => seen.includes('tim-1 accepted') && seen.includes('not_json'));
    expect(performance.now() - sentMs).toBeLessThan(2000);
    stop.abort();
    await following;
  });

  it('brings a consent to the ledger by the urgent lane, also while the main lane stands still', async () => {
    const main = cloud.local.lag().find((lane) => lane.function.startsWith('IngestEvents'));
    if (main === undefined) throw new Error('there is no main lane');
    cloud.local.faults.add({ service: 'lambda', caller: main.mapping, kind: 'throttle' });
    const statement = { ...consent(false), purpose: 'marketing', channel: 'email' };
    await postBatch(cloud, [track('leaver', 'leave', 'Consent Changed', statement)]);
    await until(async () => (await stores.loadLedgers(['leaver'])).get('leaver')?.consents.length === 1);
    expect((await foldedState(stores)).has('leaver')).toBe(false);
    cloud.local.faults.clear();
    await untilFolded(cloud.local.url);
    expect((await stores.loadLedgers(['leaver'])).get('leaver')?.consents).toHaveLength(1);
    expect((await foldedState(stores)).has('leaver')).toBe(true);
  });
});
