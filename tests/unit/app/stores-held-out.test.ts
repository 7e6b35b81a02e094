import { describe, expect, it } from '@jest/globals';
import { campaignDocument } from '#app/kpis/report-document.ts';
import { storesDocument } from '#app/kpis/stores-document.ts';
import { renderText } from '#app/models/backtest/render.ts';
import { createTradeWorld } from '#tests/support/trade-world.ts';
import { copyFor } from './plan/plan-world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.parse('2026-12-01T09:00:00+09:00');
const POLICY = 'by: lead, on: 2026-11-22, reason: domestic adults only';
const STORES = Array.from({ length: 8 }, (_, at) => `S${at + 1}`);
/** Ten people of each store. */
const PEOPLE = STORES.flatMap((storeId) =>
  Array.from({ length: 10 }, (_, at) => [storeId, `${storeId}-${at}`] as const),
);

const CAMPAIGN = `
id: visit
name: 매장 초대
type: scheduled
goal: { event: Store Entered, kpi: visits }
metric: { name: visits per person, minimumDetectableEffect: 0.2 }
channels: [push]
window: { from: '2026-12-01T10:00:00+09:00', to: '2026-12-01T20:00:00+09:00' }
arms:
  holdoutShare: 0
  programmeHoldoutShare: 0
  storeHoldout: { share: 0.5 }
value: { goalValue: 5000 }
costCentre: CRM-01
account: promo
policies:
  fallbackZone: { zone: Asia/Seoul, ${POLICY} }
  unknownAge: { isAllowed: true, ${POLICY} }
`;

describe('stores held out, from the event to the report', () => {
  it('get nothing, and show what a message brings to the others', async () => {
    const world = await createTradeWorld({
      nowMs: NOW_MS - 20 * DAY_MS,
      copies: [{ ...copyFor('push'), approvedAtMs: NOW_MS - 21 * DAY_MS }],
    });
    for (const [storeId, person] of PEOPLE) {
      await world.joins(person);
      await world.happens(person, 'Store Entered', { store_id: storeId });
    }
    world.clock.ms = NOW_MS;
    const { summary } = await world.start(CAMPAIGN);
    const out = new Set(summary.storeDraw!.strata.flatMap(({ heldOut }) => heldOut));
    expect(out.size).toBe(4);
    expect(summary.skipped).toEqual({ store_holdout: 40 });
    await world.passUntil(NOW_MS + 12 * HOUR_MS);
    const invited = world.sent.map(({ customerKey }) => customerKey);
    expect(invited).toHaveLength(40);
    expect(invited.filter((person) => out.has(person.split('-')[0]!))).toEqual([]);
    for (const [at, [storeId, person]] of PEOPLE.entries())
      if (invited.includes(person) ? at % 10 !== 3 : at % 10 === 3)
        await world.happens(person, 'Store Entered', { store_id: storeId });
    world.clock.ms = NOW_MS + 9 * DAY_MS;
    const stores = await world.desk().stores();
    expect(stores.regions).toMatchObject([
      {
        occurrence: 'once',
        effect: { verdict: 'better', storeCounts: [4, 4], drawCount: 70, hiddenCount: 0 },
      },
    ]);
    expect(stores.regions[0]!.effect.differences[0]!.difference).toBeCloseTo(0.8, 10);
    expect(renderText(storesDocument(stores, 'ko'))).toContain(
      '지역 효과: 통째로 제외한 매장과 비교: 매장 초대 (once)',
    );
    const [kept] = await world.desk().campaign('visit');
    expect(renderText(campaignDocument(kept!.report, 'en')).replaceAll(/\s+/g, ' ')).toContain(
      'Of store visits the stores written to rose',
    );
    // Nobody is held out one by one: what the stores show is what the report opens with.
    expect(kept!.report.sentences.map(({ en }) => en)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^It is real: 80\.00 more store visits per 100 people/),
        'Keep it, and keep the holdout.',
      ]),
    );
  });
});
