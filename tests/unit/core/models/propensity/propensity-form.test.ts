import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRng } from '#core/kernel/rng.ts';
import { logistic } from '#core/maths/logistic.ts';
import { mergeResampled, resampledGain, solveResampled } from '#core/models/evaluation/resampled-gain.ts';
import { mergeValues, solveBends, summariseValues } from '#core/models/propensity/bends.ts';
import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';
import {
  type PropensityModel,
  propensityLogOdds,
  writeContributions,
} from '#core/models/propensity/logistic-regression.ts';
import { chooseForm } from '#core/models/propensity/propensity-form.ts';
import { trainPropensity } from '#core/models/propensity/train-propensity.ts';
import { logLossOf } from '#core/models/training/paired-loss.ts';

/** A bent input, a straight one, a whole number and a yes or no. */
const WIDTH = 4;
type Truth = (bent: number, straight: number) => number;

const valley: Truth = (bent, straight) => 2.5 * Math.abs(bent - 1.5) - 2 + 0.8 * straight;
const slope: Truth = (bent, straight) => bent - 2.5 + 0.8 * straight;

function rowsOf(truth: Truth, count: number, seed = 1): LabelledRows {
  const rng = createRng(seed);
  const inputs = Float64Array.from({ length: count * WIDTH }, (_, at) => {
    const kind = at % WIDTH;
    if (kind < 2) return 3 * rng.uniform();
    return kind === 2 ? Math.log1p(rng.integer(6)) : rng.integer(2);
  });
  const labels = Uint8Array.from({ length: count }, (_, row) =>
    rng.uniform() < logistic(truth(inputs[row * WIDTH]!, inputs[row * WIDTH + 1]!)) ? 1 : 0,
  );
  return { width: WIDTH, inputs, labels };
}

function split({ inputs, labels, width }: LabelledRows, count: number): readonly LabelledRows[] {
  const rng = createRng(count);
  const places = Array.from(labels, () => rng.integer(count));
  return Array.from({ length: count }, (_, share) => {
    const members = [...labels.keys()].filter((row) => places[row] === share);
    return {
      width,
      inputs: Float64Array.from(
        members.flatMap((row) => [...inputs.subarray(row * width, (row + 1) * width)]),
      ),
      labels: Uint8Array.from(members, (row) => labels[row]!),
    };
  });
}

function choiceIn(truth: Truth) {
  const training = [rowsOf(truth, 4000)];
  const heldOut = rowsOf(truth, 2000, 2);
  const [straight, bent] = [trainPropensity(training), trainPropensity(training, 'splines')];
  const lossAt = (model: PropensityModel, row: number) =>
    logLossOf(logistic(propensityLogOdds(model, heldOut.inputs, row * WIDTH)), heldOut.labels[row] === 1);
  const losses = Array.from(heldOut.labels, (_, row) => ({
    customerId: `c${row}`,
    loss: lossAt(bent, row),
    rivalLoss: lossAt(straight, row),
  }));
  return { bent, losses, choice: chooseForm(resampledGain(losses)) };
}

describe('the form that held-out days choose', () => {
  it('bends where the truth does, and finds its valley', () => {
    const { bent, choice } = choiceIn(valley);
    expect(choice.form).toBe('splines');
    expect(choice.gain!.low).toBeGreaterThan(0.05);
    const effectAt = (value: number): number => {
      const into = new Float64Array(WIDTH);
      writeContributions(bent, Float64Array.of(value, 1.5, 1, 1), into);
      return into[0]!;
    };
    // True: 3.6 above the bottom at both ends; the ridge, and knots at the ends of bins, flatten it by up to a third.
    for (const end of [0.05, 2.95]) {
      expect(effectAt(end) - effectAt(1.5)).toBeGreaterThan(2.4);
      expect(effectAt(end) - effectAt(1.5)).toBeLessThan(4);
    }
  });

  it('stays a straight line where the truth is one', () => {
    const { choice } = choiceIn(slope);
    expect(choice.form).toBe('linear');
    expect(Math.abs(choice.gain!.gain)).toBeLessThan(0.01);
  });

  it('stays a straight line where few customers say otherwise, or nobody', () => {
    const { losses } = choiceIn(valley);
    expect(chooseForm(resampledGain(losses.slice(0, 40))).form).toBe('linear');
    expect(chooseForm(resampledGain([]))).toEqual({ form: 'linear', gain: undefined });
  });
});

describe('splines', () => {
  it.each([3, 64])('have the same bits over %p partitions as over one', (count) => {
    const rows = rowsOf(valley, 900);
    expect(trainPropensity(split(rows, count), 'splines')).toEqual(trainPropensity([rows], 'splines'));
  });

  it('explain themselves: contributions and the intercept are the score, whatever the inputs', () => {
    const model = trainPropensity([rowsOf(valley, 900)], 'splines');
    expect(model.bends!.knots.length).toBeGreaterThan(5);
    const value = fc.double({ min: -20, max: 30, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: WIDTH, maxLength: WIDTH }), (values) => {
        const into = new Float64Array(WIDTH);
        writeContributions(model, Float64Array.from(values), into);
        const sum = into.reduce((total, one) => total + one, model.intercept);
        expect(sum).toBeCloseTo(propensityLogOdds(model, Float64Array.from(values)), 12);
      }),
    );
  });

  it('say of the average customer what the intercept says', () => {
    const rows = rowsOf(valley, 900);
    const model = trainPropensity([rows], 'splines');
    const scores = Array.from(rows.labels, (_, row) => propensityLogOdds(model, rows.inputs, row * WIDTH));
    expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeCloseTo(model.intercept, 5);
  });

  it('have a knot only where values lie on both sides, none for a yes or no, and hold at what was seen', () => {
    const rows = rowsOf(valley, 900);
    const { inputs, lowest, highest } = solveBends(summariseValues(rows), 900);
    expect([...inputs].filter((input) => input === 0)).toHaveLength(3);
    expect(inputs).not.toContain(3);
    const model = trainPropensity([rows], 'splines');
    const at = (value: number) => propensityLogOdds(model, Float64Array.of(value, 1, 1, 1));
    expect(at(50)).toBe(at(highest[0]!));
    expect(at(-50)).toBe(at(lowest[0]!));
  });

  it('find knots in shares of the rows as in all of them', () => {
    const rows = rowsOf(slope, 500);
    const shares = split(rows, 7).map(summariseValues).reduce(mergeValues);
    expect(solveBends(shares, 500)).toEqual(solveBends(summariseValues(rows), 500));
  });
});

describe('a bootstrap spread over machines', () => {
  const rng = createRng('losses');
  const losses = Array.from({ length: 2000 }, (_, i) => ({
    customerId: `c${i}`,
    loss: rng.uniform(),
    rivalLoss: 0.02 + rng.uniform(),
  }));

  it('has the same bits from shares in any order', () => {
    const shares = [losses.slice(1500), losses.slice(0, 700), losses.slice(700, 1500)].map(resampledGain);
    expect(shares.reduce(mergeResampled)).toEqual(resampledGain(losses));
  });

  it('covers the mean as the normal formula does', () => {
    const { gain, low, high } = solveResampled(resampledGain(losses))!;
    // The standard error of a difference of two uniform numbers over 2,000 customers is .0091.
    expect(high - low).toBeGreaterThan(0.75 * 3.92 * 0.0091);
    expect(high - low).toBeLessThan(1.25 * 3.92 * 0.0091);
    expect(gain).toBeGreaterThan(low);
    expect(gain).toBeLessThan(high);
  });
});
