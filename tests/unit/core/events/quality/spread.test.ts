import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addCounts } from '#core/events/quality/counts.ts';
import { medianOf, robustZ, sizeOf, spreadOf } from '#core/events/quality/spread.ts';

const amounts = fc.array(fc.double({ min: 0.01, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 300 });

/** Half a bin of the logarithm. */
const HALF_BIN = Math.exp(0.025);

describe('spreadOf', () => {
  it('is the same however the values are parted and ordered', () => {
    fc.assert(
      fc.property(amounts, fc.nat(300), (values, cut) => {
        const parts = addCounts(spreadOf(values.slice(cut).reverse()), spreadOf(values.slice(0, cut)));
        expect(parts).toEqual(spreadOf(values));
      }),
    );
  });

  it('gives the median within the width of a bin', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const exact = values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? 0;
        const ratio = (medianOf(spreadOf(values)) ?? 0) / exact;
        expect(ratio).toBeLessThan(HALF_BIN * (1 + 1e-9));
        expect(ratio).toBeGreaterThan(1 / HALF_BIN / (1 + 1e-9));
      }),
    );
  });

  it('holds no value that has no logarithm', () => {
    expect(sizeOf(spreadOf([0, -5, Number.NaN, Number.POSITIVE_INFINITY, 7]))).toBe(1);
  });
});

describe('robustZ', () => {
  /** Quantiles of ln x ~ N(10, 0.5): as a sample of 999 without chance. */
  const values = Array.from({ length: 999 }, (_, index) => Math.exp(10 + 0.5 * probit((index + 1) / 1000)));
  const spread = spreadOf(values);

  it('counts standard deviations where the logarithm is normal', () => {
    // Bins of 0.05 in a deviation of 0.5: a tenth at most.
    for (const sigmas of [-3, 0, 2, 6]) {
      expect(Math.abs((robustZ(spread, Math.exp(10 + 0.5 * sigmas)) ?? 99) - sigmas)).toBeLessThan(0.1 * 6);
    }
  });

  it('is not moved by a tenth of wild values', () => {
    const wild = addCounts(spread, spreadOf(Array.from({ length: 100 }, () => 1e12)));
    expect(robustZ(wild, 1e12)).toBeGreaterThan(20);
    expect(Math.abs(robustZ(wild, Math.exp(10)) ?? 99)).toBeLessThan(0.3);
  });

  it('says nothing while little is known, and nothing of a value without logarithm', () => {
    expect(robustZ(spreadOf(values.slice(0, 99)), 1)).toBeUndefined();
    expect(robustZ(spread, 0)).toBeUndefined();
  });

  it('does not call a neighbour an outlier where all values are alike', () => {
    const alike = spreadOf(Array.from({ length: 500 }, () => 12_900));
    expect(Math.abs(robustZ(alike, 13_500) ?? 99)).toBeLessThan(6);
    expect(robustZ(alike, 12_900_000)).toBeGreaterThan(6);
  });
});

/** Quantile of the standard normal by bisection on an erf of Abramowitz & Stegun 7.1.26 (error below 2e-7). */
function probit(p: number): number {
  let [low, high] = [-8, 8];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return low;
}

function normalCdf(x: number): number {
  const t = 1 / (1 + 0.3275911 * (Math.abs(x) / Math.SQRT2));
  const poly =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - poly * Math.exp((-x * x) / 2);
  return x < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
}
