import { type PropensityModel, writeContributions } from '#core/models/propensity/logistic-regression.ts';
import { PROPENSITY_FEATURES, type PropensityFeature } from '#core/models/propensity/propensity-features.ts';

const LINEAR: ReadonlySet<PropensityFeature> = new Set(['hasRepeated', 'timingLogOdds']);

/** What one input added to a customer's log-odds, against the average customer. */
export interface Contribution {
  readonly feature: PropensityFeature;
  /** The customer's value in its own unit, the logarithm undone; log-odds for `timingLogOdds`. */
  readonly value: number;
  /** Added log-odds; positive speaks for an order. */
  readonly logOdds: number;
}

/**
 * Why a score is what it is: contributions that add up, with the intercept (the average customer), exactly to the
 * score's log-odds. Largest first.
 */
export function explainPropensity(
  model: PropensityModel,
  inputs: Float64Array,
  offset = 0,
): readonly Contribution[] {
  const added = new Float64Array(PROPENSITY_FEATURES.length);
  writeContributions(model, inputs, added, offset);
  return PROPENSITY_FEATURES.map((feature, i) => {
    const input = inputs[offset + i]!;
    return { feature, value: LINEAR.has(feature) ? input : Math.expm1(input), logOdds: added[i]! };
  }).sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds));
}
