import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { foldedState, orderSums } from '#tests/support/folded-state.ts';
import {
  ALL_ARRIVED_MS,
  csvFile,
  importFile,
  type KairosCloud,
  startKairosCloud,
  untilFolded,
} from '#tests/support/kairos-cloud.ts';
import { openStores, type Stores } from '#tests/support/kairos-stores.ts';

const HEADER = 'customer_id,order_id,timestamp,product_id,category,quantity,amount,currency'.split(',');

/** Orders of one to three lines, by arithmetic alone, so that what they sum up to can be told without our code. */
function purchases(orderCount: number) {
  const rows: (string | number)[][] = [];
  let paid = 0;
  let units = 0;
  for (let order = 0; order < orderCount; order += 1) {
    for (let line = 0; line <= order % 3; line += 1) {
      const quantity = 1 + ((order + line) % 4);
      const amount = 1000 + ((order * 37 + line * 11) % 900) * 10;
      const day = String(1 + (order % 28)).padStart(2, '0');
      const time = `2026-0${1 + (order % 9)}-${day}T1${line}:00:00+09:00`;
      rows.push([`c${order % 41}`, `o${order}`, time, `p${line}`, 'skin', quantity, amount, 'KRW']);
      paid += amount;
      units += quantity;
    }
  }
  return { rows: [HEADER, ...rows], expected: { orderCount, units, paidMinor: { KRW: paid } } };
}

describe('an import through the local cloud', () => {
  let cloud: KairosCloud;
  let stores: Stores;
  beforeAll(async () => {
    cloud = await startKairosCloud();
    stores = await openStores(cloud.connection);
  }, 120_000);
  afterAll(() => cloud.stop());

  it('gives every profile, order and amount, the same when it is imported twice, and the lake agrees', async () => {
    const { rows, expected } = purchases(400);
    const path = csvFile(cloud.folder, 'purchases.csv', rows);
    const report = await importFile(cloud.connection, 'purchases', path);
    await untilFolded(cloud.local.url);
    const first = await foldedState(stores);
    expect(report.messageCount).toBe(400);
    expect(orderSums(first)).toEqual({ profileCount: 41, ...expected });

    await importFile(cloud.connection, 'purchases', path);
    await untilFolded(cloud.local.url);
    expect(await foldedState(stores)).toEqual(first);

    await cloud.local.flushFirehose();
    const compared = await stores.rebuild({ shareCount: 2, lakeLagMs: ALL_ARRIVED_MS, isDryRun: true });
    expect(compared).toMatchObject({ customerKeyCount: 41, sameCount: 41, differing: [], busy: [] });
    expect(compared.unreadable).toEqual({ erased: 0, damaged: 0 });
  }, 120_000);
});
