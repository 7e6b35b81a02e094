import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlanBias } from '#app/kpis/measure-bias.ts';
import { createRng } from '#core/kernel/rng.ts';
import { createTradeWorld } from '#tests/support/trade-world.ts';
import { type FakeGateway, startFakeGateway } from '#tests/unit/bin/fake-gateway.ts';
import { run } from '#tests/unit/bin/fake-process.ts';
import { copyFor } from '../plan/plan-world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.parse('2026-12-01T00:00:00Z');
const PEOPLE = Array.from({ length: 150 }, (_, index) => `c${String(index).padStart(3, '0')}`);
const isOlder = (index: number): boolean => index % 3 === 0;

const POLICY = 'by: lead, on: 2026-11-22, reason: domestic adults only';
const CAMPAIGN = `
id: renewal
name: 앱 단골 쿠폰
type: scheduled
metric: { name: orders per person, minimumDetectableEffect: 0.05 }
audience: [{ bought: { channel: app } }]
channels: [push]
window: { from: '2026-12-01T10:00:00+09:00', to: '2026-12-01T20:00:00+09:00' }
arms:
  holdoutShare: 0.1
  programmeHoldoutShare: 0
  content: [{ name: coupon, share: 1, offerId: app-10 }]
costCentre: CRM-01
account: promo
policies:
  fallbackZone: { zone: Asia/Seoul, ${POLICY} }
  unknownAge: { isAllowed: true, ${POLICY} }
`;

/** A campaign for who bought by the app, planned, signed and sent; `appShareOf` says who did. */
async function sentCampaign(appShareOf: (index: number) => number) {
  const world = await createTradeWorld({
    nowMs: NOW_MS - 2 * DAY_MS,
    copies: [copyFor('push')],
    catalogue: [{ kind: 'products', id: 'cream', attributes: { product_id: 'cream', name: '크림' } }],
    offers: [
      {
        id: 'app-10',
        name: { ko: '앱 10% 쿠폰', en: '10% in the app' },
        value: { percentOff: 10 },
        conditions: { products: ['cream'] },
        validity: { from: '2026-11-01T00:00:00+09:00', to: '2027-01-31T00:00:00+09:00', daysAfterIssue: 7 },
        stacking: 'alone',
        mostCodes: 500,
        funder: 'brand',
      },
    ],
  });
  const random = createRng('who buys where');
  const order = (person: string, id: string, more: object) =>
    world.happens(person, 'Order Completed', {
      ...{ order_id: `${id}-${person}`, total: 20_000, currency: 'KRW' },
      products: [{ product_id: 'cream', quantity: 1, price: 20_000 }],
      ...more,
    });
  for (const [index, person] of PEOPLE.entries()) {
    await world.joins(person);
    const isByApp = random.uniform() < appShareOf(index);
    await order(person, 'before', isByApp ? { channel: 'app' } : { channel: 'web' });
  }
  world.clock.ms = NOW_MS;
  await world.start(CAMPAIGN);
  await world.passUntil(NOW_MS + 12 * HOUR_MS);
  const got = new Set(world.sent.map(({ customerKey }) => customerKey));
  for (const [index, person] of PEOPLE.entries())
    if (index % 2 === 0) await order(person, 'after', got.has(person) ? { discount: 2000 } : {});
  world.clock.ms = NOW_MS + 9 * DAY_MS;
  return world;
}

describe('the bias report of a campaign that was planned and sent', () => {
  let gateway: FakeGateway;
  const folder = mkdtempSync(join(tmpdir(), 'groups-'));
  const path = join(folder, 'ages.csv');
  beforeAll(async () => {
    gateway = await startFakeGateway();
    const lines = PEOPLE.map((person, index) => `${person},${isOlder(index) ? '60+' : 'under 60'}`);
    writeFileSync(path, ['customer_id,group', ...lines].join('\n'));
  });
  afterAll(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  });

  const asked = (world: Awaited<ReturnType<typeof sentCampaign>>, ...more: readonly string[]) =>
    run(['report', 'renewal', '--groups', path, '--endpoint', gateway.url, ...more], {
      services: { reportDesk: async () => world.desk() },
    });

  const said = async (world: Parameters<typeof asked>[0], language: string): Promise<string> =>
    (await asked(world, '--language', language)).stdout.replaceAll(/\s+/g, ' ');

  it('finds that older people, who shop elsewhere, got fewer messages and coupons, and says so plainly', async () => {
    const world = await sentCampaign((index) => (isOlder(index) ? 0.15 : 0.85));
    const bias = JSON.parse((await asked(world, '--json')).stdout) as PlanBias;
    const found = bias.gaps.filter(({ isGap, group }) => isGap && group === '60+');
    expect(found.map(({ treatment }) => treatment)).toEqual(
      expect.arrayContaining(['contact_rate', 'offer_rate']),
    );
    const english = await said(world, 'en');
    expect(english).toContain('Are groups treated alike? 앱 단골 쿠폰 (once)');
    expect(english).toContain('The file names 150 customers in 2 groups; the shop knows 150 of them.');
    expect(english).toContain('Differences that are more than chance: 2.');
    expect(english).toMatch(/60\+: got a message \d+\.\d %, the others \d+\.\d %\./);
    expect(english).toMatch(/What left people out: did not buy what the rule asks for\. 60\+ 8\d\.\d %/);
    expect(english).toContain('Not compared, with fewer than 30 people on a side: discount on their orders');
    const korean = await said(world, 'ko');
    expect(korean).toContain('우연으로 보기 어려운 차이: 2건.');
    expect(korean).toMatch(/제외된 사유: 조건에 맞는 구매가 없습니다\. 60\+ 8\d\.\d %/);
  });

  it('finds nothing where all shop alike', async () => {
    const world = await sentCampaign(() => 0.6);
    const bias = JSON.parse((await asked(world, '--json')).stdout) as PlanBias;
    expect(bias.gaps.length).toBeGreaterThan(0);
    expect(bias.gaps.filter(({ isGap }) => isGap)).toEqual([]);
    expect(await said(world, 'en')).toContain('No difference is more than chance.');
    expect(await said(world, 'ko')).toContain('우연으로 보기 어려운 차이는 없습니다.');
  });
});
