import { logistic, logOdds } from '#core/maths/logistic.ts';
import { resampledGain } from '#core/models/evaluation/resampled-gain.ts';
import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';
import { propensityLogOdds } from '#core/models/propensity/logistic-regression.ts';
import { PROPENSITY_FEATURES } from '#core/models/propensity/propensity-features.ts';
import { chooseForm, type PropensityForm } from '#core/models/propensity/propensity-form.ts';
import { trainPropensity } from '#core/models/propensity/train-propensity.ts';
import {
  addCalibration,
  type CalibrationSums,
  calibrationOf,
  calibrationShift,
  lastingShift,
  noCalibration,
} from '#core/models/training/calibration-shift.ts';
import { logLossOf } from '#core/models/training/paired-loss.ts';
import { growTrees, treesLogOdds } from './boosted-trees.ts';
import type { InputGroup } from './extra-inputs.ts';
import { type PastRows, withColumns } from './past-rows.ts';
import type { AblationShop } from './shops.ts';

/** A way to forecast: log-odds of the held-out rows. */
export interface Variant {
  readonly name: string;
  readonly forecast: (rows: PastRows) => Float64Array;
}

type Score = (inputs: Float64Array) => number;

function scoresOf({ inputs, labels, width }: LabelledRows, score: Score): Float64Array {
  return Float64Array.from(labels, (_, row) => score(inputs.subarray(row * width, (row + 1) * width)));
}

/** Learns on the training rows, is put right by what lasts of the newest of them, and scores the held-out ones. */
function learned(
  rows: PastRows,
  columns: readonly number[],
  learn: (training: LabelledRows) => Score,
): Float64Array {
  const score = learn(withColumns(rows.training, columns));
  const shift = lastingShift(weeksOf(rows, columns, score));
  return scoresOf(withColumns(rows.heldOut, columns), score).map((value) => value + shift);
}

/** How far a score is off after each cut-off that was learned from, newest first. */
function weeksOf(rows: PastRows, columns: readonly number[], score: Score): readonly CalibrationSums[] {
  return rows.byCutoff.map((week) => {
    const own = withColumns(week, columns);
    return Array.from(scoresOf(own, score), (value, row) =>
      calibrationOf(logistic(value), own.labels[row] === 1),
    ).reduce(addCalibration, noCalibration);
  });
}

const linear = (training: LabelledRows): Score => {
  const model = trainPropensity([training]);
  return (inputs) => propensityLogOdds(model, inputs);
};

const splines = (training: LabelledRows): Score => {
  const model = trainPropensity([training], 'splines');
  return (inputs) => propensityLogOdds(model, inputs);
};

/** The form that the horizon before chooses, as the product does. */
function chosen(rows: PastRows): PropensityForm {
  const before = rows.before();
  if (before === undefined) return 'linear';
  const own = withColumns(before.training, OWN);
  const heldOut = withColumns(before.heldOut, OWN);
  const [rival, bent] = [linear(own), splines(own)].map((score) => scoresOf(heldOut, score));
  const lossAt = (scores: Float64Array, row: number) =>
    logLossOf(logistic(scores[row]!), heldOut.labels[row] === 1);
  const losses = Array.from(before.customers, (customer, row) => ({
    customerId: String(customer),
    loss: lossAt(bent!, row),
    rivalLoss: lossAt(rival!, row),
  }));
  return chooseForm(resampledGain(losses)).form;
}

const trees = (training: LabelledRows): Score => {
  const grown = growTrees(training);
  return (inputs) => treesLogOdds(grown, inputs);
};

/** Ways to put straight lines right, from how far they are off after each cut-off that was learned from. */
const SHIFTS: Readonly<Record<string, (weeks: readonly CalibrationSums[]) => number>> = {
  'not put right': () => 0,
  'by the whole newest week': (weeks) => calibrationShift(weeks[0]!),
  'by what lasts of it, as served': lastingShift,
};

/** Each way's log-odds of the held-out rows. */
export function waysToPutRight(rows: PastRows): Readonly<Record<string, Float64Array>> {
  const score = linear(withColumns(rows.training, OWN));
  const weeks = weeksOf(rows, OWN, score);
  const scores = scoresOf(withColumns(rows.heldOut, OWN), score);
  return Object.fromEntries(
    Object.entries(SHIFTS).map(([name, shift]) => [name, scores.map((value) => value + shift(weeks))]),
  );
}

/** The best that any input common to all customers could do by itself: everybody's level, known afterwards. */
function levelKnown(scores: Float64Array, { labels }: LabelledRows): Float64Array {
  const bought = labels.reduce((sum, label) => sum + label, 0);
  let [low, high] = [-5, 5];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    const said = scores.reduce((sum, score) => sum + logistic(score + middle), 0);
    if (said < bought) low = middle;
    else high = middle;
  }
  return scores.map((score) => score + low);
}

const OWN = PROPENSITY_FEATURES.map((_, column) => column);

/** The same, asked for again at no cost. */
function remembered(forecast: Variant['forecast']): Variant['forecast'] {
  const known = new WeakMap<PastRows, Float64Array>();
  return (rows) => {
    const scores = known.get(rows) ?? forecast(rows);
    known.set(rows, scores);
    return scores;
  };
}

/** What everything is compared with: straight lines, put right as the product does. */
export const straight: Variant = {
  name: 'straight lines',
  forecast: remembered((rows) => learned(rows, OWN, linear)),
};

/** Everything tried in a shop. */
export function variantsOf(shop: AblationShop, groups: readonly InputGroup[]): readonly Variant[] {
  let start = OWN.length;
  const widened = groups.map(({ name, width }): Variant => {
    const columns = [...OWN, ...Array.from({ length: width(shop) }, (_, i) => start + i)];
    start += width(shop);
    return { name, forecast: (rows) => learned(rows, columns, linear) };
  });
  const byTrees = remembered((rows) => learned(rows, OWN, trees));
  const averaged = (rows: PastRows): Float64Array => {
    const other = byTrees(rows);
    return straight
      .forecast(rows)
      .map((score, row) => logOdds((logistic(score) + logistic(other[row]!)) / 2));
  };
  return [
    ...widened,
    { name: 'splines', forecast: (rows) => learned(rows, OWN, splines) },
    {
      name: "the form that the shop's days choose",
      forecast: (rows) => learned(rows, OWN, chosen(rows) === 'splines' ? splines : linear),
    },
    { name: 'boosted trees', forecast: byTrees },
    { name: 'straight lines and trees, averaged', forecast: averaged },
    {
      name: "everybody's level, known afterwards",
      forecast: (rows) => levelKnown(straight.forecast(rows), rows.heldOut),
    },
  ];
}
