import { logistic } from '#core/maths/logistic.ts';
import { type PropensityModel, propensityLogOdds } from '#core/models/propensity/logistic-regression.ts';
import { trainPropensity } from '#core/models/propensity/train-propensity.ts';
import type { ObservedPerson, UpliftLearner } from './judge-uplift.ts';

/** How likely a response is with a message, and without. */
export interface TwoModels {
  readonly treated: PropensityModel;
  readonly control: PropensityModel;
}

/** P(response) by regularised logistic regression over merged statistics. Outcomes above 0 count as a response. */
export function fitResponse(people: readonly ObservedPerson[]): PropensityModel {
  const width = people[0]?.features.length ?? 0;
  const inputs = new Float64Array(people.length * width);
  const labels = new Uint8Array(people.length);
  for (const [row, { features, outcome }] of people.entries()) {
    inputs.set(features, row * width);
    labels[row] = outcome > 0 ? 1 : 0;
  }
  return trainPropensity([{ inputs, labels, width }]);
}

/** The probability that such a model gives. */
export function responseOf(model: PropensityModel, features: readonly number[]): number {
  return logistic(propensityLogOdds(model, Float64Array.from(features)));
}

/** Fits both. */
export function fitTwoModels(people: readonly ObservedPerson[]): TwoModels {
  return {
    treated: fitResponse(people.filter(({ isTreated }) => isTreated)),
    control: fitResponse(people.filter(({ isTreated }) => !isTreated)),
  };
}

/** Probability that a message adds, may be below 0. */
export function upliftOf({ treated, control }: TwoModels, features: readonly number[]): number {
  return responseOf(treated, features) - responseOf(control, features);
}

/**
 * Uplift as the difference of two logistic regressions, one on the treated and one on the control.
 *
 * @see Künzel, Sekhon, Bickel, Yu, "Metalearners for estimating heterogeneous treatment effects", PNAS 116(10), 2019
 * (the T-learner).
 */
export const twoModelLearner: UpliftLearner = (people) => {
  const models = fitTwoModels(people);
  return (features) => upliftOf(models, features);
};
