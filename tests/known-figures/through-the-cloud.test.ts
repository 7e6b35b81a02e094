import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeWithSharedData } from '#tests/shared-data.ts';
import { orderSums } from '#tests/support/folded-state.ts';
import { IMPORT_MS, importedState } from '#tests/support/imported-sums.ts';
import { type KairosCloud, startKairosCloud } from '#tests/support/kairos-cloud.ts';

describeWithSharedData('real purchases through the stream', 'cdnow-sample.purchases.csv.gz', () => {
  let cloud: KairosCloud;
  beforeEach(async () => {
    cloud = await startKairosCloud();
  }, IMPORT_MS);
  afterEach(() => cloud.stop());

  it(
    'are those of the CD shop, also when they are imported twice',
    async () => {
      const once = await importedState(cloud, 'cdnow-sample.purchases.csv.gz');
      expect(orderSums(once)).toMatchObject({
        profileCount: 2357,
        orderCount: 6919,
        units: 16_479,
        paidMinor: { XXX: 24_409_194 },
      });
      expect(await importedState(cloud, 'cdnow-sample.purchases.csv.gz')).toEqual(once);
    },
    IMPORT_MS,
  );
});
