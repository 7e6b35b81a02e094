import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { foldedState, orderSums } from '#tests/support/folded-state.ts';
import { importFile, type KairosCloud, startKairosCloud, untilFolded } from '#tests/support/kairos-cloud.ts';
import { openStores } from '#tests/support/kairos-stores.ts';

const data =
  process.env['KAIROS_SHARED_DATA'] ?? fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const TIME_OUT_MS = 900_000;
const describeData = existsSync(data) ? describe : describe.skip;

describeData('real purchases through the stream (needs ../shared/data)', () => {
  let cloud: KairosCloud;
  beforeEach(async () => {
    cloud = await startKairosCloud();
  }, TIME_OUT_MS);
  afterEach(() => cloud.stop());

  /** Imports a file, waits until it is folded, and sums up what the table of profiles then holds. */
  async function importedSums(file: string) {
    const startedMs = performance.now();
    await importFile(cloud.connection, 'purchases', data + file);
    const sentMs = performance.now();
    await untilFolded(cloud.local.url, TIME_OUT_MS);
    const foldedMs = performance.now();
    const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1);
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    process.stdout.write(
      `${file}: sent in ${seconds(startedMs, sentMs)} s, folded ${seconds(sentMs, foldedMs)} s later, ${megabytes} MB at most\n`,
    );
    return foldedState(await openStores(cloud.connection));
  }

  it(
    'are those of the UK gift retailer, also when they are imported twice',
    async () => {
      const once = await importedSums('online-retail.purchases.csv.gz');
      expect(orderSums(once)).toMatchObject({
        profileCount: 4338,
        orderCount: 18_532,
        paidMinor: { XXX: 891_140_790 },
      });
      // A customer with more orders than an import's ring of ids would remember.
      expect([...once.values()].map(({ history }) => history.orders.length)).toContain(209);
      expect(await importedSums('online-retail.purchases.csv.gz')).toEqual(once);
    },
    TIME_OUT_MS,
  );

  it(
    'are those of the CD shop, also when they are imported twice',
    async () => {
      const once = await importedSums('cdnow-sample.purchases.csv.gz');
      expect(orderSums(once)).toMatchObject({
        profileCount: 2357,
        units: 16_479,
        paidMinor: { XXX: 24_409_194 },
      });
      expect(await importedSums('cdnow-sample.purchases.csv.gz')).toEqual(once);
    },
    TIME_OUT_MS,
  );
});
