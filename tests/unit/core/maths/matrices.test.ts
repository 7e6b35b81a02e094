import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import { adjustedRand } from '#core/maths/adjusted-rand.ts';
import { bestMatching } from '#core/maths/best-matching.ts';
import { zeroMatrix } from '#core/maths/dense-matrix.ts';
import { orthonormalColumns, transposed } from '#core/maths/orthonormal-columns.ts';
import { principalDirections } from '#core/maths/principal-directions.ts';
import { symmetricEigen } from '#core/maths/symmetric-eigen.ts';

/** Sums of a few hundred products lose at most the last three digits. */
const ROUNDING_DIGITS = 12;

const random = (rows: number, columns: number, seed: string) => {
  const rng = createRng(seed);
  const matrix = zeroMatrix(rows, columns);
  for (let i = 0; i < matrix.values.length; i++) matrix.values[i] = rng.uniform() - 0.5;
  return matrix;
};

describe('orthonormalColumns', () => {
  it('gives columns of length 1 at right angles', () => {
    const { values } = transposed(orthonormalColumns(random(40, 6, 'columns')));
    for (let a = 0; a < 6; a++) {
      for (let b = 0; b < 6; b++) {
        let product = 0;
        for (let i = 0; i < 40; i++) product += values[a * 40 + i]! * values[b * 40 + i]!;
        expect(product).toBeCloseTo(a === b ? 1 : 0, ROUNDING_DIGITS);
      }
    }
  });

  it('turns a column that depends on another into zeros', () => {
    const { values } = orthonormalColumns({ rows: 3, columns: 2, values: Float64Array.of(1, 2, 2, 4, 3, 6) });
    expect([values[1], values[3], values[5]]).toEqual([0, 0, 0]);
  });
});

describe('symmetricEigen', () => {
  it('knows the eigenvalues of a textbook matrix', () => {
    // [[2, 1], [1, 2]] has 3 and 1, along (1, 1) and (1, −1).
    const { values, vectors } = symmetricEigen({ rows: 2, columns: 2, values: Float64Array.of(2, 1, 1, 2) });
    expect(values[0]).toBeCloseTo(3, ROUNDING_DIGITS);
    expect(values[1]).toBeCloseTo(1, ROUNDING_DIGITS);
    expect(Math.abs(vectors.values[0]!)).toBeCloseTo(Math.SQRT1_2, ROUNDING_DIGITS);
  });

  it('keeps the trace', () => {
    const square = random(7, 7, 'square');
    const symmetric = {
      ...square,
      values: square.values.map((value, i) => value + transposed(square).values[i]!),
    };
    const trace = Array.from({ length: 7 }, (_, i) => symmetric.values[i * 7 + i]!).reduce((a, b) => a + b);
    const { values } = symmetricEigen(symmetric);
    expect(values.reduce((a, b) => a + b)).toBeCloseTo(trace, ROUNDING_DIGITS);
  });
});

describe('principalDirections', () => {
  const rng = createRng('rows');
  /** Two kinds of rows, on features 0-4 and on 5-9. */
  const rows = Array.from({ length: 300 }, (_, i) => ({
    indexes: Int32Array.from([0, 1, 2, 3, 4].map((feature) => feature + (i % 3 === 0 ? 5 : 0))),
    values: Float64Array.from({ length: 5 }, () => 0.3 + 0.1 * rng.uniform()),
  }));
  const settings = { features: 10, wanted: 2, rng: createRng('start') };

  it('finds the two directions along which rows lie', () => {
    const { basis, energies } = principalDirections([rows], settings);
    // Two thirds of the rows lie on the first five features.
    const onFirst = [0, 1, 2, 3, 4].map((feature) => basis.values[feature * 2]!);
    for (const entry of onFirst) expect(entry).toBeCloseTo(1 / Math.sqrt(5), 1);
    expect(energies[0]! / energies[1]!).toBeCloseTo(2, 0);
  });

  it('does not depend on how rows were split', () => {
    const whole = principalDirections([rows], settings);
    const parts = principalDirections([rows.slice(200), rows.slice(0, 77), rows.slice(77, 200)], settings);
    expect(parts.basis.values).toEqual(whole.basis.values);
  });
});

describe('adjustedRand', () => {
  it('agrees with the worked example of Hubert and Arabie for n = 6', () => {
    // Σ C(n_ij, 2) = 2, Σ C(a, 2) = 6, Σ C(b, 2) = 3, C(6, 2) = 15: (2 − 1.2) / (4.5 − 1.2).
    expect(adjustedRand([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2])).toBeCloseTo(0.8 / 3.3, ROUNDING_DIGITS);
  });

  it('is 1 for the same groups under other names', () => {
    expect(adjustedRand([0, 0, 1, 2], [2, 2, 0, 1])).toBe(1);
  });
});

describe('bestMatching', () => {
  const gain = (gains: readonly (readonly number[])[], match: readonly number[]): number =>
    match.reduce((sum, column, row) => sum + (column < 0 ? 0 : gains[row]![column]!), 0);

  it('gains as much as the best of all permutations', () => {
    const rng = createRng('gains');
    const permutations = (items: number[]): number[][] =>
      items.length < 2
        ? [items]
        : items.flatMap((item) =>
            permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
          );
    for (let round = 0; round < 20; round++) {
      const gains = Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => rng.uniform()));
      const best = Math.max(...permutations([0, 1, 2, 3, 4]).map((match) => gain(gains, match)));
      expect(gain(gains, bestMatching(gains))).toBeCloseTo(best, ROUNDING_DIGITS);
    }
  });

  it('leaves a row without a column when columns run out', () => {
    expect(bestMatching([[1], [5], [3]])).toEqual([-1, 0, -1]);
  });
});
