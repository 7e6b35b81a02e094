import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRng } from '#core/kernel/rng.ts';
import { bfgs } from '#core/maths/bfgs.ts';
import { bootstrap } from '#core/maths/bootstrap.ts';
import { cholesky, solveCholesky } from '#core/maths/cholesky.ts';
import { onGrid } from '#core/maths/grid-sum.ts';
import { kaplanMeier, survivalAt } from '#core/maths/kaplan-meier.ts';
import { log1pExp, logistic, logOdds } from '#core/maths/logistic.ts';
import { nelderMead } from '#core/maths/nelder-mead.ts';
import { median, quantile } from '#core/maths/quantile.ts';
import { drawBeta, drawExponential, drawGamma } from '#core/maths/random-variates.ts';
import { invertCholesky, standardErrors } from '#tests/recovery/standard-errors.ts';

describe('nelderMead', () => {
  it('finds the bottom of Rosenbrock’s valley', () => {
    const valley = ([x, y]: readonly number[]): number => (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2;
    const found = nelderMead(valley, [-1.2, 1]);
    expect(found.hasConverged).toBe(true);
    expect(found.point[0]).toBeCloseTo(1, 4);
    expect(found.point[1]).toBeCloseTo(1, 4);
  });

  it('ends within its budget where there is no bottom', () => {
    const found = nelderMead(([x]) => -x!, [0], { mostEvaluations: 50 });
    expect(found.hasConverged).toBe(false);
    expect(found.evaluations).toBeLessThan(60);
  });
});

describe('bfgs', () => {
  const valley = ([x, y]: readonly number[]) => ({
    value: (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2,
    gradient: [-2 * (1 - x!) - 400 * x! * (y! - x! * x!), 200 * (y! - x! * x!)],
  });

  it('finds the bottom of Rosenbrock’s valley with few calls', () => {
    const found = bfgs(valley, [-1.2, 1]);
    expect(found.hasConverged).toBe(true);
    expect(found.point.map((part) => Math.round(part * 1e5))).toEqual([1e5, 1e5]);
    expect(found.evaluations).toBeLessThan(70);
  });

  it('turns back at walls', () => {
    const found = bfgs(
      ([x]) =>
        x! > 2 ? { value: Infinity, gradient: [0] } : { value: (x! - 1.9) ** 2, gradient: [2 * (x! - 1.9)] },
      [-9],
    );
    expect(found.point[0]).toBeCloseTo(1.9, 6);
  });

  it('ends within its budget where there is no bottom', () => {
    const found = bfgs(([x]) => ({ value: -x!, gradient: [-1] }), [0], { mostEvaluations: 30 });
    expect(found).toMatchObject({ hasConverged: false, evaluations: 30 });
  });
});

describe('cholesky', () => {
  it('solves and inverts a small system', () => {
    const lower = cholesky(Float64Array.of(4, 2, 2, 3), 2);
    expect([...solveCholesky(lower, Float64Array.of(10, 9))]).toEqual(
      [1.5, 2].map((x) => expect.closeTo(x, 12)),
    );
    expect(invertCholesky(lower, 2)[0]).toBeCloseTo(3 / 8, 12);
  });

  it('fails for a matrix that is not positive definite', () => {
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow('not positive definite');
  });
});

describe('standardErrors', () => {
  it('gives the known error of a normal mean', () => {
    const [error] = standardErrors(([mean]) => (100 * (mean! - 3) ** 2) / (2 * 4), [3]);
    expect(error).toBeCloseTo(0.2, 6);
  });
});

describe('quantile', () => {
  it('interpolates as R does by default', () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(median([5, 1, 3])).toBe(3);
  });

  it('fails without numbers', () => {
    expect(() => quantile([], 0.5)).toThrow('needs numbers');
  });
});

describe('kaplanMeier', () => {
  it('gives the textbook curve of six people, two of them censored', () => {
    const curve = kaplanMeier([1, 2, 3, 4, 4, 5], [true, false, true, true, false, true]);
    expect(survivalAt(curve, 0.5)).toBe(1);
    expect(survivalAt(curve, 3)).toBeCloseTo((5 / 6) * (3 / 4), 12);
    expect(survivalAt(curve, 4.5)).toBeCloseTo((5 / 6) * (3 / 4) * (2 / 3), 12);
    expect(survivalAt(curve, 9)).toBe(0);
  });
});

describe('logistic', () => {
  it('is undone by the log-odds and never overflows', () => {
    for (const x of [-700, -3, 0, 3]) expect(logOdds(logistic(x))).toBeCloseTo(x, 9);
    expect(logistic(1e4)).toBe(1);
    expect(log1pExp(1e4)).toBe(1e4);
    expect(log1pExp(-50)).toBeCloseTo(Math.exp(-50), 30);
  });
});

describe('onGrid', () => {
  it('makes sums that do not depend on their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 200 }), (values) => {
        const sum = (order: number[]) => order.reduce((total, value) => total + onGrid(value), 0);
        expect(sum([...values].reverse())).toBe(sum(values));
      }),
    );
  });
});

describe('random numbers', () => {
  it('come again with the seed, and a split does not hang on what was drawn before', () => {
    const one = createRng(7);
    const other = createRng(7);
    one.uniform();
    expect(one.split('a').uniform()).toBe(other.split('a').uniform());
    expect(other.split('a').uniform()).not.toBe(other.split('b').uniform());
  });

  // Means and variances at 5 standard errors: false alarm about 6e-7 each, seed fixed.
  it('have the right mean and spread', () => {
    const rng = createRng('spread');
    const n = 40_000;
    const draws = (draw: () => number) => Array.from({ length: n }, draw);
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / n;
    const expectMean = (values: number[], expected: number, sd: number) =>
      expect(Math.abs(mean(values) - expected)).toBeLessThan((5 * sd) / Math.sqrt(n));
    expectMean(
      draws(() => rng.uniform()),
      1 / 2,
      Math.sqrt(1 / 12),
    );
    expectMean(
      draws(() => drawExponential(rng, 3)),
      3,
      3,
    );
    expectMean(
      draws(() => drawGamma(rng, 0.3)),
      0.3,
      Math.sqrt(0.3),
    );
    expectMean(
      draws(() => drawGamma(rng, 4)),
      4,
      2,
    );
    expectMean(
      draws(() => drawBeta(rng, 1, 3)),
      1 / 4,
      Math.sqrt(3 / 80),
    );
  });
});

describe('bootstrap', () => {
  it('covers the mean of a known sample as the normal formula does', () => {
    const values = Array.from({ length: 400 }, (_, i) => i % 2);
    const share = (rows: Int32Array) => rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
    const interval = bootstrap(400, share, createRng(1), { draws: 500 });
    expect(interval.estimate).toBe(0.5);
    expect(interval.high - interval.low).toBeCloseTo(2 * 1.96 * Math.sqrt(0.25 / 400), 1);
  });
});
