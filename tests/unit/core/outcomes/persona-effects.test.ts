import { describe, expect, it } from '@jest/globals';
import { believeEffects, type CampaignEffects } from '#core/outcomes/uplift/persona-effects.ts';

const DAY_MS = 86_400_000;
const arm = (count: number, orders: number) => ({
  count,
  nonZeroCount: orders,
  y: orders,
  yy: orders,
  ...{ x: 0, xx: 0, xy: 0 },
});

/** As many people on each side; every message adds `effects` orders, a tenth buys anyway. */
function campaign(
  people: number,
  effects: Readonly<Record<string, number>>,
  { atMs = 0, reached = 1 } = {},
): CampaignEffects {
  const personas = Object.entries(effects).map(([personaId, effect]) => ({
    personaId,
    sent: arm(people, people * (0.1 + effect * reached)),
    heldOut: arm(people, people * 0.1),
    reachedCount: people * reached,
  }));
  return { atMs, personas };
}

describe('what is believed of sending', () => {
  it('says nothing while there are too few orders', () => {
    expect(believeEffects([], 0)).toBeUndefined();
    expect(believeEffects([campaign(100, { a: 0.05 })], 0)).toBeUndefined();
  });

  it('finds an effect that is there, and gives up one that is not', () => {
    const there = believeEffects([campaign(4000, { a: 0.03, b: 0.03 })], 0)!;
    expect(there.works).toBeGreaterThan(0.99);
    expect(there.ordersPerMessage('a')).toBeCloseTo(0.03, 2);
    const nothing = believeEffects([campaign(4000, { a: 0, b: 0 })], 0)!;
    expect(nothing.works).toBeLessThan(0.2);
    expect(nothing.ordersPerMessage('a')).toBeLessThan(0.001);
  });

  it('tells personas apart as far as they differ, and knows a new one as everybody', () => {
    const belief = believeEffects([campaign(4000, { a: 0.08, b: 0.08, c: 0 })], 0)!;
    expect(belief.ordersPerMessage('a')).toBeGreaterThan(0.06);
    expect(belief.ordersPerMessage('c')).toBeLessThan(0.02);
    const usual = belief.ordersPerMessage('unheard of');
    expect(usual).toBeGreaterThan(belief.ordersPerMessage('c'));
    expect(usual).toBeLessThan(belief.ordersPerMessage('a'));
  });

  it('is about a message that reached somebody: where half could be reached, each did twice the difference', () => {
    const half = believeEffects([campaign(40_000, { a: 0.05 }, { reached: 0.5 })], 0)!;
    expect(half.ordersPerMessage('a')).toBeCloseTo(0.05, 2);
  });

  it('forgets: what was true two months ago counts a quarter of what is true now', () => {
    const nowMs = 56 * DAY_MS;
    const then = campaign(4000, { a: 0.08 });
    const now = campaign(4000, { a: 0.02 }, { atMs: nowMs });
    expect(believeEffects([then, now], nowMs)!.ordersPerMessage('a')).toBeCloseTo(0.032, 2);
  });
});
