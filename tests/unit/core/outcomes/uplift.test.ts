import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import { judgeUplift, type ObservedPerson } from '#core/outcomes/uplift/judge-uplift.ts';
import { qiniCoefficient, qiniCurve } from '#core/outcomes/uplift/qini.ts';
import { twoModelLearner } from '#core/outcomes/uplift/two-model-learner.ts';

/** Three features; treating helps by `lift` where the first is high and harms where it is low. */
function people(seed: number, lift: number, count = 1500): readonly ObservedPerson[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => {
    const features = [rng.uniform(), rng.uniform(), rng.uniform()];
    const isTreated = rng.uniform() < 0.5;
    const base = 0.15 + 0.2 * (features[1] ?? 0);
    const effect = isTreated ? lift * ((features[0] ?? 0) + 0.5 * (features[2] ?? 0) - 0.75) : 0;
    return { features, isTreated, outcome: rng.uniform() < base + effect ? 1 : 0 };
  });
}

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
    expect(qiniCoefficient(people(1, 0.4).map((p) => ({ ...p, score: 0 })))).toBe(0);
  });
});

describe('judgeUplift', () => {
  it('lets the plan use a model of an uplift that is there (seed 2)', () => {
    const judged = judgeUplift(twoModelLearner, people(2, 0.5, 4000), { rng: createRng(3), splitCount: 20 });
    expect(judged.isUsable).toBe(true);
    expect(judged.qini).toBeGreaterThan(judged.placebo + 4 * judged.standardError);
  });

  it('refuses a model where everybody is helped alike or nobody is (seeds 4 to 8)', () => {
    const usable = [4, 5, 6, 7, 8].filter(
      (seed) =>
        judgeUplift(twoModelLearner, people(seed, 0, 800), { rng: createRng(seed), splitCount: 20 }).isUsable,
    );
    expect(usable.length).toBeLessThanOrEqual(1);
  });
});
