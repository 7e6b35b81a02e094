import { logistic } from '#core/maths/logistic.ts';
import { propensityLogOdds } from '#core/models/propensity/logistic-regression.ts';
import { trainPropensity } from '#core/models/propensity/train-propensity.ts';
import type { UpliftLearner } from './judge-uplift.ts';

/**
 * Uplift as the difference of two regularised logistic regressions, one on the treated and one on the control; both
 * are fitted over merged statistics. Outcomes above 0 count as a response.
 *
 * @see Künzel, Sekhon, Bickel, Yu, "Metalearners for estimating heterogeneous treatment effects", PNAS 116(10), 2019
 * (the T-learner).
 */
export const twoModelLearner: UpliftLearner = (people) => {
  const width = people[0]?.features.length ?? 0;
  const fit = (isTreated: boolean) => {
    const rows = people.filter((person) => person.isTreated === isTreated);
    const inputs = new Float64Array(rows.length * width);
    const labels = new Uint8Array(rows.length);
    for (const [row, { features, outcome }] of rows.entries()) {
      inputs.set(features, row * width);
      labels[row] = outcome > 0 ? 1 : 0;
    }
    return trainPropensity([{ inputs, labels, width }]);
  };
  const [treated, control] = [fit(true), fit(false)];
  return (features) => {
    const inputs = Float64Array.from(features);
    return logistic(propensityLogOdds(treated, inputs)) - logistic(propensityLogOdds(control, inputs));
  };
};
