import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import { ChoiceLog, type CountedChoice, valuePolicies } from '#core/outcomes/experiments/policies.ts';

/** Two personas, two copies; the first is drawn three times in four. Rewards as `rateOf` says. */
function log(seed: number, count: number, rateOf: (menu: string, action: string) => number) {
  const rng = createRng(seed);
  return Array.from({ length: count }, (_, index): CountedChoice => {
    const menu = index % 2 === 0 ? 'careful' : 'keen';
    const action = rng.uniform() < 0.75 ? 'a' : 'b';
    const reward = Number(rng.uniform() < rateOf(menu, action));
    const probability = action === 'a' ? 0.75 : 0.25;
    return { menu, action, probability, reward, isFirstHalf: rng.uniform() < 0.5, count: 1 };
  });
}

/** Each persona has a copy of its own: 20 % against 8 %. */
const own = (menu: string, action: string): number =>
  (menu === 'careful') === (action === 'b') ? 0.2 : 0.08;

describe('the value of a rule that was not run', () => {
  it('is what the rule truly brings, within its interval (seeds 1 to 20; of 40 intervals at most five may miss)', () => {
    const misses = Array.from({ length: 20 }, (_, seed) => valuePolicies(log(seed + 1, 6000, own)))
      .flat()
      .filter(({ policy, estimate }) => {
        if (estimate.kind === 'refused') return true;
        const truth = policy === 'best' ? 0.2 : 0.14;
        return estimate.interval[0] > truth || estimate.interval[1] < truth;
      });
    expect(misses.length).toBeLessThanOrEqual(5);
  });

  it('is above what was run by as much as choosing brings, and no more where nothing differs', () => {
    const [best] = valuePolicies(log(3, 8000, own));
    expect(best!.asRun).toBeCloseTo((0.25 * 0.2 + 0.75 * 0.08 + 0.75 * 0.2 + 0.25 * 0.08) / 2, 1);
    expect(best!.estimate).toMatchObject({ kind: 'estimate', value: expect.closeTo(0.2, 1) });
    // The better of two equal copies is luck: judged on other people, it is gone.
    const [none] = valuePolicies(log(4, 8000, () => 0.1));
    const value = none!.estimate.kind === 'estimate' ? none!.estimate.value : Number.NaN;
    expect(Math.abs(value - none!.asRun)).toBeLessThan(0.015);
  });

  it('is the same of choices one by one and of their counts', () => {
    const choices = log(8, 5000, own);
    const counts = new ChoiceLog();
    for (const choice of choices) counts.add(choice);
    expect(counts.counted().length).toBeLessThanOrEqual(16);
    expect(valuePolicies(counts.counted())).toEqual(valuePolicies(choices));
  });

  it('is refused on few people, where probabilities lie, and not asked where there was no choice', () => {
    const few = valuePolicies(log(5, 300, own)).map(({ estimate }) => estimate);
    expect(few).toContainEqual(expect.objectContaining({ kind: 'refused', reason: 'too_few_effective' }));
    const lied = log(6, 6000, own)
      .filter(({ menu }) => menu === 'careful')
      .map((choice) => ({ ...choice, probability: 0.5 }));
    expect(valuePolicies(lied).map(({ estimate }) => estimate)).toContainEqual(
      expect.objectContaining({ kind: 'refused', reason: 'weights_not_around_one' }),
    );
    expect(valuePolicies(log(7, 500, own).filter(({ action }) => action === 'a'))).toEqual([]);
    expect(valuePolicies([])).toEqual([]);
  });
});
