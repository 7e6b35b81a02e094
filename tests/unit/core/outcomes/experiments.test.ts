import { describe, expect, it } from '@jest/globals';
import { createRng, type Rng } from '#core/kernel/rng.ts';
import { chiSquareSurvival } from '#core/maths/chi-square.ts';
import { type ArmSums, addPerson, mergeArms, noPeople } from '#core/outcomes/experiments/arm-sums.ts';
import { compareArms, type Registered } from '#core/outcomes/experiments/compare-arms.ts';
import { peopleFor } from '#core/outcomes/experiments/confidence-sequence.ts';
import { dailyLookErrors } from '#core/outcomes/experiments/daily-looks.ts';
import { testSampleRatio } from '#core/outcomes/experiments/sample-ratio.ts';

describe('chiSquareSurvival', () => {
  it.each([
    // Quantiles as printed in tables of the distribution; then closed forms worked out in exact arithmetic:
    // erfc(√1.25) + √(5/π)·e^(−1.25), and the Poisson sum e^(−100)·Σ 100^k / k! for k < 50.
    [3.841458820694124, 1, 0.05],
    [10.827566170662733, 1, 0.001],
    [18.307038053275146, 10, 0.05],
    [2.5, 3, 0.4752910833430206],
    [200, 100, 1.178450072097942e-8],
  ])('gives P(χ² ≥ %p) with %p degrees of freedom', (x, df, expected) => {
    expect(Math.abs(chiSquareSurvival(x, df) / expected - 1)).toBeLessThan(1e-9);
  });
});

describe('testSampleRatio', () => {
  it('finds arms that lost people and passes arms that did not', () => {
    const halves = (a: number, b: number) => [
      { count: a, share: 0.5 },
      { count: b, share: 0.5 },
    ];
    expect(testSampleRatio(halves(5000, 5100)).isBroken).toBe(false);
    expect(testSampleRatio(halves(5000, 5400)).isBroken).toBe(true);
    expect(testSampleRatio([{ count: 0, share: 1 }])).toEqual({ pValue: 1, isBroken: false });
  });
});

const LOOKS = 60;
const PER_LOOK = 100;

const registered: Registered = {
  alpha: 0.05,
  comparisonCount: 1,
  minimumEffect: 0.02,
  looks: { days: LOOKS, day: LOOKS },
};

const onDay = ({ looks, ...plan }: Registered, day: number): Registered => ({
  ...plan,
  looks: 'days' in looks ? { ...looks, day } : looks,
});

/** A quarter of daily looks at two arms; how often was the truth outside at any of them? */
function watch(rng: Rng, effect: number, plan = registered): { isEverWrong: boolean; isEverFound: boolean } {
  let [treated, control]: [ArmSums, ArmSums] = [noPeople, noPeople];
  let [isEverWrong, isEverFound] = [false, false];
  for (let look = 0; look < LOOKS; look++) {
    for (let person = 0; person < PER_LOOK; person++) {
      const x = rng.uniform();
      const isTreated = rng.uniform() < 0.5;
      const y = rng.uniform() < 0.1 + 0.2 * x + (isTreated ? effect : 0) ? 1 : 0;
      if (isTreated) treated = addPerson(treated, y, x);
      else control = addPerson(control, y, x);
    }
    const { interval, verdict } = compareArms(treated, control, onDay(plan, look + 1));
    isEverWrong ||= effect < interval[0] || effect > interval[1];
    isEverFound ||= verdict === 'better';
  }
  return { isEverWrong, isEverFound };
}

describe('the boundary for a registered number of looks', () => {
  // Pocock 1977, table 1, and as printed in textbooks since.
  it.each([
    [0.05, 1, 1.96],
    [0.05, 2, 2.178],
    [0.05, 5, 2.413],
    [0.05, 10, 2.555],
    [0.01, 5, 2.986],
  ])('at %p and %p looks is %p standard errors', (alpha, looks, expected) => {
    expect(dailyLookErrors(alpha, looks)).toBeCloseTo(expected, 3);
  });

  // By scipy 1.x: multivariate_normal.cdf over a box, correlation √(i/j) between days i < j, solved by brentq.
  it.each([
    [0.05, 4, 2, 2.24972],
    [0.05, 8, 4, 2.31458],
    [0.01, 7, 3, 2.92774],
    [0.05, 14, 5, 2.43844],
    [0.05, 9, 9, 1.95996],
  ])(
    'at %p over %p days, the first look on day %p, it is %p standard errors',
    (alpha, days, first, expected) => {
      expect(dailyLookErrors(alpha, days, first)).toBeCloseTo(expected, 3);
    },
  );

  it('begins on the day on which both sides have responses enough', () => {
    const side = (count: number, responses: number) =>
      Array.from({ length: count }, (_, index) => Number(index < responses)).reduce(
        (sums, y) => addPerson(sums, y),
        noPeople,
      );
    const width = (responses: number, day: number): number => {
      const arms = [side(1000, responses), side(1000, responses)] as const;
      const { interval } = compareArms(...arms, { ...registered, looks: { days: 14, day } });
      const perPerson = (responses / 1000) * (1 - responses / 1000);
      return interval[1] / Math.sqrt((2 * perPerson) / 999);
    };
    // 28 responses in seven days: the first twenty on the fifth.
    expect(width(28, 7)).toBeCloseTo(dailyLookErrors(0.05, 14, 5), 6);
    expect(width(400, 7)).toBeCloseTo(dailyLookErrors(0.05, 14), 6);
    expect(width(19, 7)).toBe(Infinity);
  });
});

describe('compareArms', () => {
  it('is wrong at any of sixty daily looks in 5 % of experiments, no more and no fewer (seed 11, 300 experiments; the test itself errs below 1 in 1,000)', () => {
    const rng = createRng(11);
    const wrong = Array.from({ length: 300 }, (_, run) => watch(rng.split(run), 0).isEverWrong);
    // Binomial(300, 0.05): more than 29 has probability 2e-4, fewer than 5 has 5e-4.
    expect(wrong.filter(Boolean).length).toBeLessThanOrEqual(29);
    expect(wrong.filter(Boolean).length).toBeGreaterThanOrEqual(5);
  });

  it('is wrong in at most 5 % where nobody registered how often it is read (seed 15, 100 experiments)', () => {
    const rng = createRng(15);
    const open = { ...registered, looks: { tightestAt: LOOKS * PER_LOOK } };
    const wrong = Array.from({ length: 100 }, (_, run) => watch(rng.split(run), 0, open).isEverWrong);
    // Binomial(100, 0.05): more than 14 has probability 1e-4.
    expect(wrong.filter(Boolean).length).toBeLessThanOrEqual(14);
  });

  it('finds an effect of seven points and keeps it inside the interval (seed 12, 60 experiments)', () => {
    const rng = createRng(12);
    const seen = Array.from({ length: 60 }, (_, run) => watch(rng.split(run), 0.07));
    expect(seen.filter(({ isEverFound }) => isEverFound).length).toBeGreaterThan(54);
    expect(seen.filter(({ isEverWrong }) => isEverWrong).length).toBeLessThanOrEqual(9);
  });

  it('does not depend on how the people were partitioned', () => {
    const rng = createRng(13);
    const people = Array.from({ length: 500 }, () => [rng.uniform(), rng.uniform() * 3] as const);
    const fold = (some: readonly (readonly [number, number])[]) =>
      some.reduce((sums, [y, x]) => addPerson(sums, y, x), noPeople);
    const parts = [people.slice(0, 1), people.slice(1, 300), people.slice(300)].map(fold);
    expect(parts.toReversed().reduce(mergeArms)).toEqual(fold(people));
  });

  it('takes variance away by a covariate that foretells the metric', () => {
    const rng = createRng(14);
    let [treated, control]: [ArmSums, ArmSums] = [noPeople, noPeople];
    for (let person = 0; person < 4000; person++) {
      const x = rng.uniform() * 4;
      const y = x + rng.uniform();
      if (person % 2 === 0) treated = addPerson(treated, y + 0.1, x);
      else control = addPerson(control, y, x);
    }
    const { varianceReduction, difference } = compareArms(treated, control, registered);
    expect(varianceReduction).toBeGreaterThan(0.9);
    expect(Math.abs(difference - 0.1)).toBeLessThan(0.03);
  });

  it('says how many people are missing instead of guessing', () => {
    const some = Array.from({ length: 30 }, (_, n) => n % 2).reduce(
      (sums, y) => addPerson(sums, y),
      noPeople,
    );
    const comparison = compareArms(some, some, registered);
    expect(comparison).toMatchObject({ verdict: 'not_enough_yet', interval: [-Infinity, Infinity] });
    expect(comparison.missingCount).toBeGreaterThan(1000);
    expect(peopleFor(0, 1, { alpha: 0.05, tightestAt: 100 })).toBeUndefined();
  });

  it('asks for people enough to respond, however alike the first few are', () => {
    const one = addPerson(noPeople, 1);
    const three = [0, 1, 1].reduce((sums, y) => addPerson(sums, y), noPeople);
    const { missingCount } = compareArms(one, three, { ...registered, minimumEffect: 5 });
    expect(missingCount).toBeGreaterThanOrEqual(19 * 4);
  });
});
