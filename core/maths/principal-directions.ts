import type { Rng } from '#core/kernel/rng.ts';
import { type DenseMatrix, rowOf, zeroMatrix } from './dense-matrix.ts';
import { onGrid } from './grid-sum.ts';
import { orthonormalColumns } from './orthonormal-columns.ts';
import type { SparseRow } from './sparse-row.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Directions in which rows spread most: right singular vectors of the matrix of all rows, as columns. */
export interface Directions {
  /** One row a feature, one column a direction. */
  readonly basis: DenseMatrix;
  /** Squared singular values, largest first; zeros before the last round. */
  readonly energies: Float64Array;
}

/** Σ x (xᵀ Q) over rows x: what one round adds up. As many numbers as the basis has. */
export type DirectionSums = DenseMatrix;

/** Columns beyond those wanted make the wanted ones exact sooner (Halko et al. advise 5 to 10). */
const SPARE = 8;

/** Random directions to begin with, a few more than wanted. */
function startDirections(features: number, wanted: number, rng: Rng): Directions {
  const columns = Math.min(features, wanted + SPARE);
  const random = zeroMatrix(features, columns);
  for (let i = 0; i < random.values.length; i++) random.values[i] = 2 * rng.uniform() - 1;
  return { basis: orthonormalColumns(random), energies: new Float64Array(columns) };
}

/** One round over some rows of length at most 1. O(entries · columns). */
function summariseDirections({ basis }: Directions, rows: Iterable<SparseRow>): DirectionSums {
  const sums = zeroMatrix(basis.rows, basis.columns);
  const projected = new Float64Array(basis.columns);
  for (const row of rows) {
    project(basis, row, projected);
    row.indexes.forEach((feature, at) => {
      const into = rowOf(sums, feature);
      for (let j = 0; j < into.length; j++) into[j]! += onGrid(row.values[at]! * projected[j]!);
    });
  }
  return sums;
}

/** Both groups of rows together; exact, so that order cannot matter. */
function mergeDirections(a: DirectionSums, b: DirectionSums): DirectionSums {
  return { ...a, values: a.values.map((value, i) => value + b.values[i]!) };
}

/** The next, better basis: one step of subspace iteration. */
function turnDirections(sums: DirectionSums): Directions {
  return { basis: orthonormalColumns(sums), energies: new Float64Array(sums.columns) };
}

/**
 * The wanted directions from the last round (Rayleigh-Ritz). The sign of each is fixed: its largest entry is positive.
 *
 * @see Halko, Martinsson & Tropp, "Finding structure with randomness", SIAM Review 53(2), 2011, section 4.5.
 */
function finishDirections({ basis }: Directions, sums: DirectionSums, wanted: number): Directions {
  const { rows, columns } = basis;
  const small = zeroMatrix(columns, columns);
  for (let i = 0; i < rows; i++) addOuter(small, rowOf(basis, i), rowOf(sums, i));
  const { values, vectors } = symmetricEigen(symmetric(small));
  const kept = Math.min(wanted, columns);
  const turned = zeroMatrix(rows, kept);
  for (let i = 0; i < rows; i++) {
    const from = rowOf(basis, i);
    for (let to = 0; to < kept; to++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += from[j]! * vectors.values[j * columns + to]!;
      turned.values[i * kept + to] = sum;
    }
  }
  fixSigns(turned);
  return { basis: turned, energies: values.slice(0, kept).map((value) => Math.max(0, value)) };
}

/** Coordinates of a row along the directions, into `target`. */
export function project(basis: DenseMatrix, row: SparseRow, target: Float64Array): Float64Array {
  target.fill(0);
  row.indexes.forEach((feature, at) => {
    const value = row.values[at]!;
    const from = rowOf(basis, feature);
    for (let j = 0; j < target.length; j++) target[j]! += value * from[j]!;
  });
  return target;
}

function addOuter(into: DenseMatrix, left: Float64Array, right: Float64Array): void {
  for (let p = 0; p < left.length; p++) {
    for (let q = 0; q < right.length; q++) into.values[p * into.columns + q]! += left[p]! * right[q]!;
  }
}

function symmetric(matrix: DenseMatrix): DenseMatrix {
  const { rows: n, values } = matrix;
  return {
    ...matrix,
    values: values.map((value, i) => (value + values[(i % n) * n + Math.floor(i / n)]!) / 2),
  };
}

function fixSigns({ values, rows, columns }: DenseMatrix): void {
  for (let j = 0; j < columns; j++) {
    let largest = 0;
    for (let i = 0; i < rows; i++) {
      const value = values[i * columns + j]!;
      if (Math.abs(value) > Math.abs(largest)) largest = value;
    }
    if (largest < 0) for (let i = 0; i < rows; i++) values[i * columns + j]! *= -1;
  }
}

/** How often the basis is turned before the last round; six are enough for spectra that fall slowly. */
const TURNS = 6;

/** The directions of rows in one process, over any partition of them; the result does not depend on the partition. */
export function principalDirections(
  partitions: readonly (readonly SparseRow[])[],
  { features, wanted, rng }: { readonly features: number; readonly wanted: number; readonly rng: Rng },
): Directions {
  let directions = startDirections(features, wanted, rng.split('directions'));
  const sumUp = (): DirectionSums =>
    partitions.map((rows) => summariseDirections(directions, rows)).reduce(mergeDirections);
  for (let turn = 0; turn < TURNS; turn++) directions = turnDirections(sumUp());
  return finishDirections(directions, sumUp(), wanted);
}
