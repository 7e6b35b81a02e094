import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { kindIndex, type SignalKind } from '#core/profiles/signal-kinds.ts';
import { describeWithSharedData, sharedDataPath, sharedRows } from '#tests/shared-data.ts';
import { type FoldedState, foldedState, orderSums } from '#tests/support/folded-state.ts';
import { IMPORT_MS, importedState } from '#tests/support/imported-sums.ts';
import { type KairosCloud, startKairosCloud, untilFolded } from '#tests/support/kairos-cloud.ts';
import { openStores } from '#tests/support/kairos-stores.ts';

const kairos = fileURLToPath(new URL('../../bin/kairos.ts', import.meta.url));
const runFile = promisify(execFile);

let cloud: KairosCloud;
beforeEach(async () => {
  cloud = await startKairosCloud();
}, IMPORT_MS);
afterEach(() => cloud.stop());

describeWithSharedData('the UK gift retailer', 'online-retail.purchases.csv.gz', () => {
  it(
    'keeps its customers, invoices and pennies, also when it is imported twice',
    async () => {
      const once = await importedState(cloud, 'online-retail.purchases.csv.gz');
      expect(orderSums(once)).toMatchObject({
        profileCount: 4338,
        orderCount: 18_532,
        paidMinor: { XXX: 891_140_790 },
      });
      // A customer with more orders than an import's ring of ids would remember.
      expect([...once.values()].map(({ history }) => history.orders.length)).toContain(209);
      expect(await importedState(cloud, 'online-retail.purchases.csv.gz')).toEqual(once);
    },
    IMPORT_MS,
  );
});

describeWithSharedData('the grocer', 'completejourney/coupons.csv.gz', () => {
  const column = (file: string, index: number) =>
    sharedRows(`completejourney/${file}.csv.gz`).map((row) => (row[index] ?? '').replaceAll('"', ''));

  const countByValue = (values: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };

  const countByHousehold = (
    states: ReadonlyMap<string, FoldedState>,
    kind: SignalKind,
  ): Map<string, number> => {
    const counts = [...states].map(
      ([household, { hot }]) => [household, hot.activity.totals[kindIndex(kind)] ?? 0] as const,
    );
    return new Map(counts.filter(([, count]) => count > 0));
  };

  it(
    'joins its households, stores, coupons, campaigns and redemptions',
    async () => {
      const files = {
        products: 'products',
        campaigns: 'campaign_descriptions',
        coupons: 'coupons',
        purchases: 'transactions_sample',
        campaign_targets: 'campaigns',
        coupon_redemptions: 'coupon_redemptions',
        demographics: 'demographics',
      };
      for (const [kind, file] of Object.entries(files)) {
        const path = sharedDataPath(`completejourney/${file}.csv.gz`);
        await runFile(process.execPath, [kairos, 'import', kind, path, '--endpoint', cloud.local.url], {
          maxBuffer: 1e9,
        }).catch((error: { code?: number }) => expect(error.code).toBe(2));
      }
      await untilFolded(cloud.local.url, IMPORT_MS);
      const stores = await openStores(cloud.connection);
      const states = await foldedState(stores);

      const bought = sharedRows('completejourney/transactions_sample.csv.gz').filter((row) => row[4] !== '0');
      expect(orderSums(states).orderCount).toBe(new Set(bought.map((row) => row[2])).size);
      const storesSeen = [...states.values()].flatMap(({ history }) =>
        history.orders.map(({ completion }) => completion?.storeId),
      );
      const storesSold = new Set(bought.map((row) => (row[1] ?? '').replaceAll('"', '')));
      expect(storesSeen.filter((store) => store === undefined || !storesSold.has(store))).toEqual([]);

      const redeemed = countByValue(column('coupon_redemptions', 0));
      expect(countByHousehold(states, 'coupon_applied')).toEqual(redeemed);
      const targeted = countByValue(column('campaigns', 1));
      expect(countByHousehold(states, 'ad_exposed')).toEqual(targeted);
    },
    IMPORT_MS,
  );
});
