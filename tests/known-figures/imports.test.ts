import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeGateway, startFakeGateway } from '#tests/unit/bin/fake-gateway.ts';
import { createFakePorts, importServices, run } from '#tests/unit/bin/fake-process.ts';

const data =
  process.env['KAIROS_SHARED_DATA'] ?? fileURLToPath(new URL('../../../shared/data/', import.meta.url));
/** The longest reads 400,000 rows twice; a busy machine may take its time. */
const TIME_OUT_MS = 300_000;
const describeData = existsSync(data) ? describe : describe.skip;

describeData('importing real files (needs ../shared/data)', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway();
  });
  afterAll(() => gateway.close());

  const ports = createFakePorts();
  const imported = async (kind: string, file: string) => {
    const words = ['import', kind, data + file, '--json', '--endpoint', gateway.url];
    const { status, stdout, stderr } = await run(words, { services: importServices(ports) });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  it(
    'gives the figures of the UK gift retailer',
    async () => {
      const before = ports.messages().length;
      expect(await imported('purchases', 'online-retail.purchases.csv.gz')).toMatchObject({
        rows: 397_884,
        refused: { count: 0 },
        customers: 4338,
        messages: 18_532,
        orders: { completed: 18_532, cancelled: 0, refunded: 0 },
        totals: { XXX: '8911407.90' },
      });
      const ids = new Set(ports.messages().map(({ messageId }) => messageId));
      expect(ids.size - before).toBe(18_532);
    },
    TIME_OUT_MS,
  );

  it(
    'gives the figures of the CD shop',
    async () => {
      expect(await imported('purchases', 'cdnow-sample.purchases.csv.gz')).toMatchObject({
        customers: 2357,
        units: 16_479,
        totals: { XXX: '244091.94' },
      });
    },
    TIME_OUT_MS,
  );

  it(
    'takes the grocer’s seven files as they are and joins them',
    async () => {
      const folder = 'completejourney/';
      // 416 rows of the sample have a quantity of 0: counted with awk, outside this code.
      expect(await imported('purchases', `${folder}transactions_sample.csv.gz`)).toMatchObject({
        rows: 75_000,
        refused: { count: 416, byReason: { zero_quantity: 416 } },
      });
      expect(await imported('campaigns', `${folder}campaign_descriptions.csv.gz`)).toMatchObject({
        stored: 27,
      });
      expect(await imported('campaign_targets', `${folder}campaigns.csv.gz`)).toMatchObject({
        messages: 6589,
      });
      expect(await imported('coupons', `${folder}coupons.csv.gz`)).toMatchObject({ stored: 116_204 });
      expect(await imported('coupon_redemptions', `${folder}coupon_redemptions.csv.gz`)).toMatchObject({
        messages: 2102,
      });
      expect(await imported('demographics', `${folder}demographics.csv.gz`)).toMatchObject({ messages: 801 });
      expect(await imported('products', `${folder}products.csv.gz`)).toMatchObject({ stored: 92_331 });
      const household = ports.messages().filter(({ userId }) => userId === '165');
      expect(new Set(household.map(({ event }) => event ?? 'identify'))).toEqual(
        new Set(['Order Completed', 'Ad Exposed', 'Coupon Applied', 'identify']),
      );
    },
    TIME_OUT_MS,
  );
});
