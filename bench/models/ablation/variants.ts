import { logistic, logOdds } from '#core/maths/logistic.ts';
import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';
import { propensityLogOdds } from '#core/models/propensity/logistic-regression.ts';
import { PROPENSITY_FEATURES } from '#core/models/propensity/propensity-features.ts';
import { trainPropensity } from '#core/models/propensity/train-propensity.ts';
import {
  addCalibration,
  calibrationOf,
  calibrationShift,
  noCalibration,
} from '#core/models/training/calibration-shift.ts';
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

/** Learns on the training rows, is put right on the newest of them, and scores the held-out ones. */
function learned(
  rows: PastRows,
  columns: readonly number[],
  learn: (training: LabelledRows) => Score,
): Float64Array {
  const score = learn(withColumns(rows.training, columns));
  const shift = shiftOf(rows, columns, score);
  return scoresOf(withColumns(rows.heldOut, columns), score).map((value) => value + shift);
}

/** What the newest days that were learned from still show to be missing. */
function shiftOf(rows: PastRows, columns: readonly number[], score: Score): number {
  const newest = withColumns(rows.newest, columns);
  let sums = noCalibration;
  scoresOf(newest, score).forEach((value, row) => {
    sums = addCalibration(sums, calibrationOf(logistic(value), newest.labels[row] === 1));
  });
  return calibrationShift(sums);
}

const linear = (training: LabelledRows): Score => {
  const model = trainPropensity([training]);
  return (inputs) => propensityLogOdds(model, inputs);
};

/** Linear between the quartiles of each input: three hinges for whatever takes many values. */
const splines = (training: LabelledRows): Score => {
  const { width, inputs, labels } = training;
  const hinges = Array.from({ length: width }, (_, column) => {
    const values = Float64Array.from(labels, (_, row) => inputs[row * width + column]!).sort();
    const knots = [0.25, 0.5, 0.75].map((share) => values[Math.floor(share * values.length)]!);
    return [...new Set(knots)]
      .filter((knot) => knot > values[0]! && knot < values.at(-1)!)
      .map((knot) => ({ column, knot }));
  }).flat();
  const bent = (row: Float64Array): Float64Array =>
    Float64Array.of(...row, ...hinges.map(({ column, knot }) => Math.max(0, row[column]! - knot)));
  const wide = new Float64Array(labels.length * (width + hinges.length));
  for (let row = 0; row < labels.length; row++) {
    wide.set(bent(inputs.subarray(row * width, (row + 1) * width)), row * (width + hinges.length));
  }
  const score = linear({ width: width + hinges.length, inputs: wide, labels });
  return (row) => score(bent(row));
};

const trees = (training: LabelledRows): Score => {
  const grown = growTrees(training);
  return (inputs) => treesLogOdds(grown, inputs);
};

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

/** What the product does. */
export const asServed: Variant = {
  name: 'as served',
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
    return asServed
      .forecast(rows)
      .map((score, row) => logOdds((logistic(score) + logistic(other[row]!)) / 2));
  };
  return [
    ...widened,
    { name: 'splines', forecast: (rows) => learned(rows, OWN, splines) },
    { name: 'boosted trees', forecast: byTrees },
    { name: 'as served and trees, averaged', forecast: averaged },
    {
      name: 'not put right on the newest days',
      forecast: (rows) => {
        const score = linear(withColumns(rows.training, OWN));
        return scoresOf(withColumns(rows.heldOut, OWN), score);
      },
    },
    {
      name: "everybody's level, known afterwards",
      forecast: (rows) => levelKnown(asServed.forecast(rows), rows.heldOut),
    },
  ];
}
