import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#core/kernel/errors.ts';
import { digamma } from '#core/maths/digamma.ts';
import { hypergeometric2F1, hypergeometricUnit } from '#core/maths/hypergeometric.ts';
import { logBeta } from '#core/maths/log-beta.ts';
import { logGamma } from '#core/maths/log-gamma.ts';

describe('logGamma', () => {
  // Values from CPython's math.lgamma, which shares no code with us.
  it.each([
    [0.001, 6.907178885383854],
    [0.25, 1.2880225246980774],
    [0.5, 0.5723649429247001],
    [1.4616321449683622, -0.12148629053584936],
    [3.7, 1.428072326665388],
    [10, 12.801827480081469],
    [171.5, 709.1431630309282],
    [1e6, 12815504.569147611],
    [1e15, 3.35387763949107e16],
  ])('is accurate at %p', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThanOrEqual(2e-14 * Math.max(1, Math.abs(expected)));
  });

  it('fails for what is not positive', () => {
    expect(() => logGamma(0)).toThrow(DomainError);
    expect(() => logGamma(Number.NaN)).toThrow(DomainError);
  });
});

describe('logBeta', () => {
  it('agrees with exact fractions for whole numbers', () => {
    expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 14);
    expect(logBeta(12, 15)).toBeCloseTo(Math.log(1 / 115_892_400), 12);
  });

  it('keeps its digits where one argument is huge', () => {
    // B(2, b) = 1 / (b (b + 1)) exactly.
    for (const b of [1e3, 1e8, 1e15]) expect(logBeta(2, b)).toBeCloseTo(-Math.log(b) - Math.log(b + 1), 12);
  });
});

describe('hypergeometric2F1', () => {
  it('agrees with closed forms', () => {
    expect(hypergeometric2F1(1, 1, 2, 0.5)).toBeCloseTo(2 * Math.LN2, 14);
    expect(hypergeometric2F1(1, 1, 2, -3)).toBeCloseTo(Math.log(4) / 3, 14);
    expect(hypergeometric2F1(0.5, 1, 1.5, 0.81)).toBeCloseTo(Math.atanh(0.9) / 0.9, 13);
    expect(hypergeometric2F1(3.2, 2, 2, 0.9)).toBeCloseTo(0.1 ** -3.2, 8);
  });

  it('fails where the series does not exist', () => {
    expect(() => hypergeometric2F1(1, 1, 2, 1)).toThrow(DomainError);
  });

  it('agrees with the continued fraction, also close to 1', () => {
    for (const z of [0.01, 0.5, 0.9, 0.999]) {
      const series = hypergeometric2F1(1, 0.7, 3.3, z);
      expect(hypergeometricUnit(0.7, 3.3, z) / series).toBeCloseTo(1, 12);
    }
  });
});

describe('digamma', () => {
  // mpmath 1.3, 30 digits: mp.digamma(x).
  it.each([
    [0.001, -1000.5755719318103],
    [0.5, -1.9635100260214235],
    [1, -0.5772156649015329],
    [4.414, 1.367249664207545],
    [1000, 6.907255195648812],
  ])('of %f', (x, expected) => {
    expect(Math.abs(digamma(x) - expected)).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected)));
  });

  it('is the slope of log Γ', () => {
    for (const x of [0.3, 2.2, 9.9, 57]) {
      const step = 1e-5 * x;
      expect(digamma(x)).toBeCloseTo((logGamma(x + step) - logGamma(x - step)) / (2 * step), 6);
    }
  });

  it('fails for anything but a positive number', () => {
    expect(() => digamma(0)).toThrow(DomainError);
  });
});
