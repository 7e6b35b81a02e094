import type { CustomerHistory } from '#app/models/backtest/shop-history.ts';
import type { Rehearsal } from '#app/models/backtest/timing-forecasts.ts';
import { type KnownCustomer, knownAt, timingRow } from '#app/models/backtest/timing-forecasts.ts';
import { logistic } from '#core/maths/logistic.ts';
import { resampledGain } from '#core/models/evaluation/resampled-gain.ts';
import { labelledRows, stackedCutoffs } from '#core/models/propensity/labelled-rows.ts';
import { type PropensityModel, propensityLogOdds } from '#core/models/propensity/logistic-regression.ts';
import {
  PROPENSITY_FEATURES,
  type TimingProbability,
  writePropensityFeatures,
} from '#core/models/propensity/propensity-features.ts';
import { chooseForm, type FormChoice } from '#core/models/propensity/propensity-form.ts';
import { trainPropensity } from '#core/models/propensity/train-propensity.ts';
import { probabilityWithin } from '#core/models/timing/probability-within.ts';
import { solveTiming } from '#core/models/timing/solve-timing.ts';
import { summariseTiming } from '#core/models/timing/timing-statistics.ts';
import { logLossOf } from '#core/models/training/paired-loss.ts';

/** Fewer cut-offs to train on and season and shop age are one and the same to the model. */
const FEWEST_CUTOFFS = 4;
/** Customers whom a training cut-off must know. */
const FEWEST_CUSTOMERS = 100;

/** A trained propensity, ready to score customers at the cut-off. */
export interface ChosenPropensity {
  readonly model: PropensityModel;
  /** Whether its effects bend, and what that gained on held-out days before the cut-off. */
  readonly choice: FormChoice;
  /** The days it was trained for: the horizon, or less where history is short. */
  readonly trainedForDays: number;
  /** Whether that was less than the horizon. */
  readonly isStretched: boolean;
  /** @param fromTiming the timing model's probabilities for the same customers and the whole horizon. */
  probabilities(known: readonly KnownCustomer[], fromTiming: readonly number[]): readonly number[];
}

/**
 * Trains on stacked cut-offs whose labels end by the cut-off. Where history is too short for the whole horizon, it
 * trains for a third of what is known and stretches the result; null when even that leaves too few cut-offs.
 *
 * @param at the cut-off and the horizon to be forecast.
 */
export function choosePropensity(
  customers: readonly CustomerHistory[],
  firstDay: number,
  at: Rehearsal,
): ChosenPropensity | null {
  const whole = trainFor(customers, firstDay, at);
  if (whole !== null) return whole;
  const third = Math.floor((at.cutoffDay - firstDay) / 3);
  return third < 7
    ? null
    : trainFor(customers, firstDay, { ...at, horizonDays: Math.min(third, at.horizonDays) }, true);
}

function trainFor(
  customers: readonly CustomerHistory[],
  firstDay: number,
  at: Rehearsal,
  isStretched = false,
): ChosenPropensity | null {
  const rows = trainingRows(customers, firstDay, at);
  if (rows === null) return null;
  const choice = formOn(customers, firstDay, { ...at, cutoffDay: at.cutoffDay - at.horizonDays });
  const model = trainPropensity([rows.rows], choice.form);
  const probabilities = (
    known: readonly KnownCustomer[],
    fromTiming: readonly number[],
  ): readonly number[] => {
    const own = known.map((one) => logistic(rows.score(model, one)));
    const probabilities = isStretched ? stretched(own, mean(fromTiming)) : own;
    // So many customers cannot make anyone surer than this.
    const surest = 0.5 / known.length;
    return probabilities.map((p) => Math.min(1 - surest, Math.max(surest, p)));
  };
  return { model, choice, trainedForDays: at.horizonDays, isStretched, probabilities };
}

/** What can be learned up to a cut-off, and log-odds for customers who are known then; null with too few cut-offs. */
function trainingRows(customers: readonly CustomerHistory[], firstDay: number, at: Rehearsal) {
  const { cutoffDay, horizonDays } = at;
  const cutoffs = stackedCutoffs(cutoffDay, horizonDays).filter(
    (day) => day > firstDay + 28 && knownAt(customers, day, 0).length >= FEWEST_CUSTOMERS,
  );
  if (cutoffs.length < FEWEST_CUTOFFS) return null;
  const timing = timingProbability(customers, at);
  const timelines = customers.map((customer) => customer.timeline);
  const inputs = new Float64Array(PROPENSITY_FEATURES.length);
  return {
    rows: labelledRows(timelines, cutoffs, horizonDays, timing),
    score(model: PropensityModel, { customer: { timeline } }: KnownCustomer): number {
      writePropensityFeatures({ timeline, cutoffDay }, timing, inputs, 0);
      return propensityLogOdds(model, inputs);
    },
  };
}

/** The form that the days after a cut-off choose, of fits that know nothing after it. */
function formOn(customers: readonly CustomerHistory[], firstDay: number, held: Rehearsal): FormChoice {
  const rows = trainingRows(customers, firstDay, held);
  if (rows === null) return { form: 'linear', gain: undefined };
  const straight = trainPropensity([rows.rows]);
  const bent = trainPropensity([rows.rows], 'splines');
  const losses = knownAt(customers, held.cutoffDay, held.horizonDays).map((one) => {
    const lossOf = (model: PropensityModel) => logLossOf(logistic(rows.score(model, one)), one.orders > 0);
    return { customerId: one.customer.id, loss: lossOf(bent), rivalLoss: lossOf(straight) };
  });
  return chooseForm(resampledGain(losses));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Probabilities of a longer time from those of a shorter one: hazards keep their proportions, 1 − (1 − p)^c, with the
 * one c that gives the wanted mean.
 */
function stretched(probabilities: readonly number[], wantedMean: number): readonly number[] {
  const after = (times: number): readonly number[] =>
    probabilities.map((p) => -Math.expm1(times * Math.log1p(-p)));
  let low = 0;
  let high = 1000;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (mean(after(middle)) < wantedMean) low = middle;
    else high = middle;
  }
  return after(low);
}

/** The timing model's own probability, as one more input. */
function timingProbability(customers: readonly CustomerHistory[], at: Rehearsal): TimingProbability {
  const rows = knownAt(customers, at.cutoffDay, 0).map(timingRow);
  return probabilityWithin(solveTiming(summariseTiming(rows), 'mbg-cnbd-k').model, at.horizonDays);
}
