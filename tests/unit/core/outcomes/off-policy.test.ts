import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import {
  addDecisions,
  type LoggedDecision,
  mergeDecisions,
  noDecisions,
  solveOffPolicy,
} from '#core/outcomes/experiments/off-policy.ts';
import { describeWithSharedData, sharedRows } from '#tests/shared-data.ts';

const sum = (decisions: readonly LoggedDecision[]) =>
  decisions.reduce((sums, decision) => addDecisions(sums, decision, 1), noDecisions);

/** A log of two actions, the second better, chosen with `share`. */
function log(seed: number, count: number, share: number): readonly LoggedDecision[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => {
    const isSecond = rng.uniform() < share;
    const reward = rng.uniform() < (isSecond ? 0.3 : 0.1) ? 1 : 0;
    return {
      reward,
      loggedProbability: isSecond ? share : 1 - share,
      askedProbability: 0.5,
      guessedReward: 0,
      guessedValue: 0,
    };
  });
}

describe('solveOffPolicy', () => {
  it('finds the value of a policy that was not run in 95 % of logs (seeds 1 to 200)', () => {
    const hits = Array.from({ length: 200 }, (_, seed) => solveOffPolicy(sum(log(seed, 2000, 0.2)))).filter(
      (estimate) =>
        estimate.kind === 'estimate' && estimate.interval[0] <= 0.2 && estimate.interval[1] >= 0.2,
    );
    // Binomial(200, 0.95): fewer than 181 has probability below 2e-3.
    expect(hits.length).toBeGreaterThanOrEqual(181);
  });

  it('is tighter with a model that guesses well, and does not depend on the partition', () => {
    const width = (guess: boolean) => {
      const decisions = log(5, 4000, 0.2).map((decision) => ({
        ...decision,
        guessedReward: guess ? (decision.loggedProbability === 0.2 ? 0.3 : 0.1) : 0,
        guessedValue: guess ? 0.2 : 0,
      }));
      const parts = [sum(decisions.slice(0, 7)), sum(decisions.slice(7))].reduce(mergeDecisions);
      expect(parts).toEqual(sum(decisions));
      const estimate = solveOffPolicy(parts);
      return estimate.kind === 'estimate' ? estimate.interval[1] - estimate.interval[0] : Infinity;
    };
    expect(width(true)).toBeLessThan(width(false));
  });

  it('refuses logs that cannot tell', () => {
    expect(solveOffPolicy(sum(log(1, 100, 0.5)))).toMatchObject({ reason: 'too_few_effective' });
    const lied = log(1, 4000, 0.5).map((decision) => ({ ...decision, loggedProbability: 0.25 }));
    expect(solveOffPolicy(sum(lied))).toMatchObject({ reason: 'weights_not_around_one' });
    const heavy = sum([...log(1, 4000, 0.5), { ...log(1, 1, 0.5)[0]!, loggedProbability: 0.0005 }]);
    expect(solveOffPolicy(heavy).kind).toBe('refused');
  });
});

describeWithSharedData('Open Bandit, men', 'open-bandit.bts-men.csv.gz', () => {
  it('gives an honest answer about the uniform policy from the Thompson log', () => {
    const rows = sharedRows('open-bandit.bts-men.csv.gz');
    const estimate = solveOffPolicy(
      sum(
        rows.map(([, , , , click, propensity]) => ({
          reward: Number(click),
          loggedProbability: Number(propensity),
          askedProbability: 1 / 34,
          guessedReward: 0,
          guessedValue: 0,
        })),
      ),
    );
    const uniform = sharedRows('open-bandit.random-men.csv.gz');
    const truth = uniform.filter((row) => row[4] === '1').length / uniform.length;
    if (estimate.kind === 'estimate') {
      expect(estimate.interval[0]).toBeLessThan(truth);
      expect(estimate.interval[1]).toBeGreaterThan(truth);
    }
    process.stdout.write(
      `Open Bandit: ${JSON.stringify(estimate)}, under the uniform policy itself ${truth}\n`,
    );
  });
});
