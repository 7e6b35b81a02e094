import type { CustomerHistory } from '#app/models/backtest/shop-history.ts';
import type { Rehearsal } from '#app/models/backtest/timing-forecasts.ts';
import { knownAt, timingRow } from '#app/models/backtest/timing-forecasts.ts';
import { logistic } from '#core/maths/logistic.ts';
import { labelledRows, stackedCutoffs } from '#core/models/propensity/labelled-rows.ts';
import { type PropensityModel, propensityLogOdds } from '#core/models/propensity/logistic-regression.ts';
import {
  PROPENSITY_FEATURES,
  type TimingProbability,
  writePropensityFeatures,
} from '#core/models/propensity/propensity-features.ts';
import { trainPropensity } from '#core/models/propensity/train-propensity.ts';
import { probabilityWithin } from '#core/models/timing/probability-within.ts';
import { solveTiming } from '#core/models/timing/solve-timing.ts';
import { summariseTiming } from '#core/models/timing/timing-statistics.ts';

/** Fewer cut-offs to train on and season and shop age are one and the same to the model. */
const FEWEST_CUTOFFS = 4;
/** Customers whom a training cut-off must know. */
const FEWEST_CUSTOMERS = 100;

/** A trained propensity, ready to score a customer at a cut-off. */
export interface ChosenPropensity {
  readonly model: PropensityModel;
  probability(customer: CustomerHistory, cutoffDay: number): number;
}

/**
 * Trains on stacked cut-offs whose labels end by the cut-off; null when history is too short for four of them.
 *
 * @param at the cut-off and the horizon to be forecast.
 */
export function choosePropensity(
  customers: readonly CustomerHistory[],
  firstDay: number,
  at: Rehearsal,
): ChosenPropensity | null {
  const cutoffs = stackedCutoffs(at.cutoffDay, at.horizonDays).filter(
    (day) => day > firstDay + 28 && knownAt(customers, day, 0).length >= FEWEST_CUSTOMERS,
  );
  if (cutoffs.length < FEWEST_CUTOFFS) return null;
  const timing = timingProbability(customers, at);
  const timelines = customers.map((customer) => customer.timeline);
  const model = trainPropensity([labelledRows(timelines, cutoffs, at.horizonDays, timing)]);
  const inputs = new Float64Array(PROPENSITY_FEATURES.length);
  return {
    model,
    probability(customer, cutoffDay) {
      writePropensityFeatures({ timeline: customer.timeline, cutoffDay }, timing, inputs, 0);
      return logistic(propensityLogOdds(model, inputs));
    },
  };
}

/** The timing model's own probability, as one more input. */
function timingProbability(customers: readonly CustomerHistory[], at: Rehearsal): TimingProbability {
  const rows = knownAt(customers, at.cutoffDay, 0).map(timingRow);
  return probabilityWithin(solveTiming(summariseTiming(rows), 'mbg-cnbd-k').model, at.horizonDays);
}
