import { onGrid } from '#core/maths/grid-sum.ts';

/** One logged decision, seen from a policy that was not run. */
export interface LoggedDecision {
  readonly reward: number;
  /** P(logged action) under the policy that ran, in (0, 1]. */
  readonly loggedProbability: number;
  /** P(logged action) under the policy asked about, 0-1. */
  readonly askedProbability: number;
  /** A model's guess of the reward of the logged action, and of the policy asked about; 0 and 0 without a model. */
  readonly guessedReward: number;
  readonly guessedValue: number;
}

/** Sums over logged decisions; they merge in any order to the last bit. */
export interface OffPolicySums {
  readonly count: number;
  readonly weight: number;
  readonly weightSquared: number;
  readonly greatestWeight: number;
  readonly value: number;
  readonly valueSquared: number;
}

/** No decision yet. */
export const noDecisions: OffPolicySums = {
  count: 0,
  weight: 0,
  weightSquared: 0,
  greatestWeight: 0,
  value: 0,
  valueSquared: 0,
};

/**
 * Adds a decision that was logged so many times by the doubly robust estimator: right if either the logged probabilities or the guesses are.
 * @see Dudík, Langford, Li, "Doubly robust policy evaluation and learning", ICML 2011.
 */
export function addDecisions(sums: OffPolicySums, decision: LoggedDecision, times: number): OffPolicySums {
  const weight = decision.askedProbability / decision.loggedProbability;
  const value = decision.guessedValue + weight * (decision.reward - decision.guessedReward);
  return mergeDecisions(sums, {
    count: times,
    weight: times * onGrid(weight),
    weightSquared: times * onGrid(weight * weight),
    greatestWeight: weight,
    value: times * onGrid(value),
    valueSquared: times * onGrid(value * value),
  });
}

/** Two shares of one log together. */
export function mergeDecisions(a: OffPolicySums, b: OffPolicySums): OffPolicySums {
  return {
    count: a.count + b.count,
    weight: a.weight + b.weight,
    weightSquared: a.weightSquared + b.weightSquared,
    greatestWeight: Math.max(a.greatestWeight, b.greatestWeight),
    value: a.value + b.value,
    valueSquared: a.valueSquared + b.valueSquared,
  };
}

/** Why an estimate is refused. */
export type OffPolicyRefusal = 'too_few_effective' | 'weights_not_around_one' | 'one_weight_dominates';

/** The value of a policy that was not run, or why the log cannot tell. */
export type OffPolicyEstimate =
  | {
      readonly kind: 'estimate';
      readonly value: number;
      readonly interval: readonly [low: number, high: number];
      readonly effectiveCount: number;
    }
  | {
      readonly kind: 'refused';
      readonly reason: OffPolicyRefusal;
      readonly effectiveCount: number;
      readonly meanWeight: number;
    };

/** Effective decisions below which a normal interval means nothing. */
const FEWEST_EFFECTIVE = 200;
/** A weight of this share of all weight decides by itself. */
const GREATEST_SHARE = 0.05;
const Z95 = 1.959964;
/** Standard errors by which the mean weight may miss 1, which is its true mean. */
const WEIGHT_ERRORS = 4;

/**
 * Mean reward per decision of the policy asked about, with its 95 % interval. Rewards are rates or amounts of 0 or more,
 * rare and heavily weighted, so the interval is symmetric in the logarithm (delta method), not in the rate.
 */
export function solveOffPolicy(sums: OffPolicySums): OffPolicyEstimate {
  const { count, weight, weightSquared, value, valueSquared } = sums;
  const effectiveCount = weightSquared > 0 ? (weight * weight) / weightSquared : 0;
  const meanWeight = count > 0 ? weight / count : 0;
  const reason = refusalOf(sums, { meanWeight, effectiveCount });
  if (reason !== undefined) return { kind: 'refused', reason, effectiveCount, meanWeight };
  const mean = value / count;
  const error = Math.sqrt(Math.max(0, valueSquared / count - mean * mean) / (count - 1));
  return { kind: 'estimate', value: mean, interval: intervalAround(mean, Z95 * error), effectiveCount };
}

function intervalAround(mean: number, error: number): readonly [number, number] {
  if (mean <= 0) return [mean - error, mean + error];
  const factor = Math.exp(error / mean);
  return [mean / factor, mean * factor];
}

function refusalOf(
  { count, weight, weightSquared, greatestWeight }: OffPolicySums,
  { meanWeight, effectiveCount }: { readonly meanWeight: number; readonly effectiveCount: number },
): OffPolicyRefusal | undefined {
  if (effectiveCount < FEWEST_EFFECTIVE) return 'too_few_effective';
  const spread = Math.sqrt(Math.max(0, weightSquared / count - meanWeight * meanWeight) / count);
  if (Math.abs(meanWeight - 1) > WEIGHT_ERRORS * spread + 1e-9) return 'weights_not_around_one';
  return greatestWeight > GREATEST_SHARE * weight ? 'one_weight_dominates' : undefined;
}
