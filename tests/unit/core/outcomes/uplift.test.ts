import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import { createBottomSample } from '#core/outcomes/uplift/bottom-sample.ts';
import { UPLIFT_FEATURES, upliftFeatures } from '#core/outcomes/uplift/person-features.ts';
import { fitPersonUplift, ordersAboveMean, type UpliftSample } from '#core/outcomes/uplift/person-uplift.ts';
import { qiniCoefficient, qiniCurve } from '#core/outcomes/uplift/qini.ts';
import { withOrders } from '#tests/support/campaign-world.ts';
import { NOW_MS, shopper } from '#tests/unit/app/plan/plan-world.ts';

/**
 * Three features; the second says who buys anyway. `liftOf` what a message adds.
 */
function sample(
  seed: number,
  liftOf: (features: readonly number[], base: number) => number,
  count = 3000,
): UpliftSample {
  const rng = createRng(seed);
  const side = (isTreated: boolean) =>
    Array.from({ length: count / 2 }, () => {
      const features = [rng.uniform(), rng.uniform(), rng.uniform()];
      const base = 0.05 + 0.2 * features[1]!;
      const orders = Number(rng.uniform() < base + (isTreated ? liftOf(features, base) : 0));
      return { features, personaId: '', orders };
    });
  return { atMs: 0, sent: side(true), heldOut: side(false), reachedShare: 1 };
}
const standingOf = (seed: number, liftOf: Parameters<typeof sample>[1], count?: number) =>
  fitPersonUplift([sample(seed, liftOf, count)], createRng(seed)).standing;

describe('qiniCurve', () => {
  it('is what can be counted by hand', () => {
    const person = (score: number, isTreated: boolean, outcome: number) => ({ score, isTreated, outcome });
    const four = [person(4, true, 1), person(3, false, 0), person(2, true, 0), person(1, false, 1)];
    expect(qiniCurve(four)).toEqual([
      { share: 0, gain: 0 },
      { share: 0.25, gain: 0.5 },
      { share: 0.5, gain: 0.5 },
      { share: 0.75, gain: 0.5 },
      { share: 1, gain: 0 },
    ]);
    expect(qiniCoefficient(four)).toBe(0.375);
  });

  it('is a straight line when all scores are the same', () => {
    const people = sample(1, () => 0.2, 400).sent.map(({ orders }, at) => ({
      score: 0,
      isTreated: at % 2 === 0,
      outcome: orders,
    }));
    expect(qiniCoefficient(people)).toBe(0);
  });
});

describe('uplift by person', () => {
  const planted = ([first, , third]: readonly number[]): number => 0.4 * (first! + 0.5 * third! - 0.75);

  it('is trusted where it is there, and says whom a message helps (seed 2)', () => {
    const { standing, judgement, model } = fitPersonUplift([sample(2, planted, 4000)], createRng(3));
    expect(standing).toBe('trusted');
    expect(judgement!.qini).toBeGreaterThan(judgement!.placebo + 2 * judgement!.standardError);
    expect(judgement!.qini).toBeGreaterThan(judgement!.response);
    const above = (features: readonly number[]) => ordersAboveMean(model!, { features, personaId: '' });
    expect(above([1, 0.5, 1])).toBeGreaterThan(0.1);
    expect(above([0, 0.5, 0])).toBeLessThan(-0.1);
  });

  it('is refused where nobody is helped: at most one seed in six', () => {
    const trusted = [4, 5, 6, 7, 8, 9].filter((seed) => standingOf(seed, () => 0, 1000) === 'trusted');
    expect(trusted.length).toBeLessThanOrEqual(1);
  });

  it('is refused where a message helps those most who buy most anyway: response ranks them as well', () => {
    const standings = [21, 22].map((seed) => standingOf(seed, (_, base) => base, 4000));
    expect(standings).not.toContain('trusted');
    expect(standings).toContain('not_above_response');
  });

  it('is not judged on a handful of buyers', () => {
    expect(standingOf(1, planted, 200)).toBe('too_few_answers');
    expect(fitPersonUplift([], createRng(1)).standing).toBe('nothing_measured');
  });
});

describe('what is looked at of a person', () => {
  it('is the same before and after the campaign: nothing later is read', () => {
    const row = shopper(7);
    const later = withOrders(row, [{ atMs: NOW_MS + 86_400_000, paid: 90_000, discount: 500 }]);
    expect(upliftFeatures(later, NOW_MS)).toEqual(upliftFeatures(row, NOW_MS));
    expect(upliftFeatures(row, NOW_MS)).toHaveLength(UPLIFT_FEATURES.length);
    expect(upliftFeatures(later, NOW_MS + 2 * 86_400_000)).not.toEqual(upliftFeatures(row, NOW_MS));
  });
});

describe('a sample', () => {
  it('holds the same people in whatever order they came', () => {
    const rng = createRng(5);
    const people = Array.from({ length: 500 }, (_, id) => ({ id, dice: rng.uniform() }));
    const taken = (order: readonly { id: number; dice: number }[]): readonly number[] => {
      const held = createBottomSample<number>(40);
      for (const { id, dice } of order) held.add(dice, id);
      return held.values();
    };
    expect(taken(people)).toHaveLength(40);
    expect(taken(people.toReversed())).toEqual(taken(people));
  });
});
