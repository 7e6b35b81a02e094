import { describe, expect, it } from '@jest/globals';
import { createRng, type Rng } from '#core/kernel/rng.ts';
import { drawExponential } from '#core/maths/random-variates.ts';
import { type RegionalEffect, regionalEffect } from '#core/outcomes/regions/regional-effect.ts';
import { mergeStores, type StoreSums } from '#core/outcomes/regions/store-sums.ts';
import {
  drawStores,
  fewestStores,
  type StoreDraw,
  type UnitBefore,
  UnitTally,
} from '#core/plan/stores/draw-stores.ts';
import { homeUnit } from '#core/plan/stores/home-unit.ts';
import { NOW_MS, shopper } from '#tests/unit/app/plan/plan-world.ts';

const MINIMUM_EFFECT = 0.05;
const setting = { alpha: 0.05, minimumEffect: MINIMUM_EFFECT, readAtMs: 10, asOfMs: 10 };

/** Stores of 40 to 400 people, by revenue. */
const storesOf = (count: number, rng: Rng): readonly UnitBefore[] =>
  Array.from({ length: count }, (_, at) => {
    const people = 40 + rng.integer(360);
    return {
      id: `s${String(at).padStart(3, '0')}`,
      people,
      revenueMinor: people * (8000 + rng.integer(4000)),
    };
  }).sort((a, b) => b.revenueMinor - a.revenueMinor);

const drawFor = (units: readonly UnitBefore[], seed: number, share = 0.5): StoreDraw =>
  drawStores(units, { by: 'store', share }, { campaignId: `c-${seed}`, sinceMs: 0 })!;

/** What people of each store did: own level, a season for all, a shock of each store's own, and the planted effect. */
function sumsOf({ strata }: StoreDraw, effect: number, rng: Rng): ReadonlyMap<string, StoreSums> {
  const bought = (people: number, rate: number): number => {
    let count = 0;
    for (let at = drawExponential(rng, 1); at < people * rate; at += drawExponential(rng, 1)) count += 1;
    return count;
  };
  return new Map(
    strata.flatMap(({ units, heldOut }) =>
      units.map(({ id, people }) => {
        const level = 0.2 + 0.2 * rng.uniform();
        const shock = 0.06 * (rng.uniform() - 0.5);
        const before = bought(people, level);
        const during = bought(people, level + 0.05 + shock + (heldOut.includes(id) ? 0 : effect));
        const period = (count: number) => ({
          goals: count,
          orders: count,
          visits: 2 * count,
          netRevenueMinor: 10_000 * count,
        });
        return [id, { people, during: period(during), before: period(before) }] as const;
      }),
    ),
  );
}

function read(seed: number, stores: number, effect: number): RegionalEffect {
  const rng = createRng(`regions-${seed}-${stores}`);
  const draw = drawFor(storesOf(stores, rng), seed);
  return regionalEffect(draw, sumsOf(draw, effect, rng), setting);
}

describe('the home of a person', () => {
  const { profile } = shopper(1);
  const stores = [
    { storeId: 'a', visitCount: 1, dwellSeconds: 0, orderCount: 1 },
    { storeId: 'b', visitCount: 3, dwellSeconds: 0, orderCount: 0 },
  ];

  it('is the store of most orders and visits, else the one they were last near, or their region', () => {
    expect(homeUnit({ profile: { ...profile, stores, nearStore: 'c' } }, 'store')).toBe('b');
    expect(homeUnit({ profile: { ...profile, nearStore: 'c' } }, 'store')).toBe('c');
    expect(homeUnit({ profile }, 'store')).toBeUndefined();
    expect(homeUnit({ profile: { ...profile, stores, region: '서울' } }, 'region')).toBe('서울');
  });

  it('counts for revenue of the eight weeks before, less refunds, where ten people have it', () => {
    const tally = new UnitTally('region', { nowMs: NOW_MS, currency: 'KRW' });
    const orderOf = (daysAgo: number, refundedMinor: number) => ({
      ...profile.orders[0]!,
      at: new Date(NOW_MS - daysAgo * 86_400_000).toISOString(),
      amountMinor: 1000,
      refundedMinor,
    });
    const orders = [orderOf(1, 100), orderOf(55, 0), orderOf(57, 0), { ...orderOf(2, 0), currency: 'USD' }];
    const add = (region: string): void =>
      tally.add({ ...shopper(1), profile: { ...profile, region, orders } });
    for (let at = 0; at < 10; at += 1) add('서울');
    for (let at = 0; at < 9; at += 1) add('부산');
    expect(tally.units()).toEqual([{ id: '서울', people: 10, revenueMinor: 19_000 }]);
  });
});

describe('stores held out', () => {
  const units = storesOf(17, createRng('seventeen'));

  it('are drawn in matched pairs of like revenue from sixteen on, and always the same', () => {
    const draw = drawFor(units, 1);
    expect(draw).toEqual(drawFor(units, 1));
    expect(draw.strata.map((stratum) => stratum.units.length)).toEqual([2, 2, 2, 2, 2, 2, 2, 3]);
    for (const { heldOut } of draw.strata) expect(heldOut).toHaveLength(1);
    expect(draw.strata.map(({ probability }) => probability)).toEqual([
      ...Array.from({ length: 7 }, () => 0.5),
      1 / 3,
    ]);
    expect(draw.strata.flatMap((stratum) => stratum.units)).toEqual(units);
    expect(drawFor(units, 2)).not.toEqual(draw);
  });

  it('are drawn from one stratum where pairs would leave too few draws', () => {
    expect(drawFor(units.slice(0, 8), 1).strata.map((stratum) => stratum.units.length)).toEqual([8]);
    expect(fewestStores(0.5)).toBe(8);
    const third = drawFor(units, 1, 1 / 3);
    for (const stratum of third.strata)
      expect(stratum.probability).toBeCloseTo(stratum.heldOut.length / stratum.units.length, 12);
  });

  it('are each held out as often as the draw says', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 1000; seed += 1)
      for (const { heldOut } of drawFor(units, seed).strata)
        for (const id of heldOut) counts.set(id, (counts.get(id) ?? 0) + 1);
    for (const { units: members, probability } of drawFor(units, 1).strata)
      for (const { id } of members) expect(Math.abs(counts.get(id)! / 1000 - probability)).toBeLessThan(0.06);
  });
});

describe('the regional effect', () => {
  const SEEDS = Number(process.env['KAIROS_REGION_SEEDS'] ?? 100);

  it.each([8, 12, 20])(
    'of %i stores is right as often as it says, and no false alarm more often than 5 %%',
    (stores) => {
      let [alarms, covered, found] = [0, 0, 0];
      for (let seed = 0; seed < SEEDS; seed += 1) {
        const none = read(seed, stores, 0);
        alarms += Number(none.verdict === 'better' || none.verdict === 'worse');
        const planted = read(seed, stores, 0.15);
        const [low, high] = planted.differences[0]!.interval;
        covered += Number(low <= 0.15 && high >= 0.15);
        found += Number(planted.verdict === 'better');
        expect(planted.verdict).not.toBe('worse');
      }
      if (process.env['KAIROS_REGION_SEEDS'] !== undefined)
        process.stderr.write(`${stores} stores: ${JSON.stringify({ SEEDS, alarms, covered, found })}\n`);
      const chance = 3 * Math.sqrt((0.05 * 0.95) / SEEDS);
      expect(alarms / SEEDS).toBeLessThan(0.05 + chance);
      expect(covered / SEEDS).toBeGreaterThan(0.95 - chance);
      expect(found / SEEDS).toBeGreaterThan(stores === 8 ? 0.5 : 0.8);
    },
  );

  it('is the same however people were split', () => {
    const draw = drawFor(storesOf(8, createRng('split')), 1);
    const [one, other] = [1, 2].map((part) => sumsOf(draw, 0.1, createRng(`part-${part}`)));
    expect(regionalEffect(draw, mergeStores(one!, other!), setting)).toEqual(
      regionalEffect(draw, mergeStores(other!, one!), setting),
    );
    const [merged] = mergeStores(one!, other!).values();
    const [first] = one!.values();
    const [second] = other!.values();
    expect(merged!.during.orders).toBe(first!.during.orders + second!.during.orders);
  });

  it('says how many stores are missing where there are too few to draw from', () => {
    expect(read(1, 6, 1)).toMatchObject({ verdict: 'too_few_stores', missingStores: 2, differences: [] });
  });

  it('says how many stores are missing where the interval is too wide', () => {
    const verdicts = Array.from({ length: 20 }, (_, seed) => read(seed, 8, 0.02));
    const open = verdicts.find(({ verdict }) => verdict === 'not_enough_yet')!;
    expect(open.missingStores).toBeGreaterThan(0);
  });

  it('is not read before the last answer is in', () => {
    const draw = drawFor(storesOf(12, createRng('early')), 1);
    const early = regionalEffect(draw, sumsOf(draw, 1, createRng('early')), { ...setting, asOfMs: 9 });
    expect(early).toMatchObject({ verdict: 'too_early', differences: [], stores: [] });
  });

  it('hides stores of fewer than ten people, and counts them', () => {
    const rng = createRng('tiny');
    const draw = drawFor(storesOf(12, rng), 1);
    const sums = new Map(sumsOf(draw, 0, rng));
    const [id, own] = [...sums][0]!;
    sums.set(id, { ...own, people: 9 });
    const effect = regionalEffect(draw, sums, setting);
    expect(effect.hiddenCount).toBe(1);
    expect(effect.stores.map((store) => store.id)).not.toContain(id);
  });
});
