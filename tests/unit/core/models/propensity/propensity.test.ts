import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRng } from '#core/kernel/rng.ts';
import { logistic } from '#core/maths/logistic.ts';
import { type LabelledRows, labelledRows, stackedCutoffs } from '#core/models/propensity/labelled-rows.ts';
import { propensityLogOdds } from '#core/models/propensity/logistic-regression.ts';
import { PROPENSITY_FEATURES, writePropensityFeatures } from '#core/models/propensity/propensity-features.ts';
import { trainPropensity } from '#core/models/propensity/train-propensity.ts';

const WIDTH = PROPENSITY_FEATURES.length;
const even = () => 0.5;

/** Rows of a known logistic world: only the first two inputs matter. */
function knownRows(count: number): LabelledRows {
  const rng = createRng('propensity');
  const inputs = Float64Array.from({ length: count * WIDTH }, () => rng.uniform() * 2);
  const labels = Uint8Array.from({ length: count }, (_, row) => {
    const logOdds = -1 + 1.5 * inputs[row * WIDTH]! - 0.8 * inputs[row * WIDTH + 1]!;
    return rng.uniform() < logistic(logOdds) ? 1 : 0;
  });
  return { width: WIDTH, inputs, labels };
}

const part = ({ width, inputs, labels }: LabelledRows, members: number[]): LabelledRows => ({
  width,
  inputs: Float64Array.from(members.flatMap((row) => [...inputs.subarray(row * width, (row + 1) * width)])),
  labels: Uint8Array.from(members, (row) => labels[row]!),
});

describe('trainPropensity', () => {
  it('recovers the weights of a known world', () => {
    const model = trainPropensity([knownRows(12_000)]);
    const slope = (i: number) => model.weights[i]! / model.spreads[i]!;
    // Standard errors are about .037 here; five of them.
    expect(Math.abs(slope(0) - 1.5)).toBeLessThan(0.19);
    expect(Math.abs(slope(1) + 0.8)).toBeLessThan(0.19);
    for (let i = 2; i < WIDTH; i++) expect(Math.abs(slope(i))).toBeLessThan(0.19);
  });

  it.each([3, 64])('gives the same bits over %p partitions as over one', (count) => {
    const rows = knownRows(600);
    const rng = createRng(count);
    const places = Array.from({ length: 600 }, () => rng.integer(count));
    const parts = Array.from({ length: count }, (_, p) =>
      part(
        rows,
        places.flatMap((place, row) => (place === p ? [row] : [])),
      ),
    );
    expect(trainPropensity(parts)).toEqual(trainPropensity([rows]));
  });

  it('ends at a number also where everybody bought', () => {
    const rows = knownRows(50);
    const model = trainPropensity([{ ...rows, labels: rows.labels.map(() => 1) }]);
    expect(logistic(propensityLogOdds(model, rows.inputs))).toBeGreaterThan(0.9);
  });
});

describe('writePropensityFeatures', () => {
  const written = (days: number[], cutoffDay: number) => {
    const into = new Float64Array(WIDTH);
    const timeline = { days, spend: days.map((day) => day + 1) };
    const isKnown = writePropensityFeatures({ timeline, cutoffDay }, even, into, 0);
    return { isKnown, into };
  };

  it('counts gaps, silence and money in their units', () => {
    const { into } = written([0, 14, 42], 49);
    const expected = [2, 1, 7, 6, 7 / 22, 3, Math.sqrt(98) / 7, 1, 3, 59, 59 / 3].map(Math.log1p);
    [...expected, 1, 0].forEach((value, i) => expect(into[i]).toBeCloseTo(value, 12));
  });

  it('refuses who had not ordered yet', () => {
    expect(written([10], 9).isKnown).toBe(false);
  });

  it('never sees a day after the cut-off', () => {
    const days = fc.uniqueArray(fc.nat(300), { minLength: 1 }).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(days, fc.nat(300), (all, cutoffDay) => {
        const known = all.filter((day) => day <= cutoffDay);
        fc.pre(known.length > 0);
        expect(written(all, cutoffDay).into).toEqual(written(known, cutoffDay).into);
      }),
    );
  });
});

describe('labelledRows', () => {
  it('takes the label from the days after the cut-off, the last one included', () => {
    const timeline = { days: [0, 10, 20], spend: [1, 1, 1] };
    expect([...labelledRows([timeline], [9, 10, 12, 20], 8, even).labels]).toEqual([1, 0, 1, 0]);
  });

  it('never lets a training label pass the last known day', () => {
    for (const day of stackedCutoffs(200, 30)) expect(day + 30).toBeLessThanOrEqual(200);
    expect(stackedCutoffs(200, 30)).toHaveLength(12);
    expect(stackedCutoffs(40, 30)).toEqual([10, 3]);
  });
});
