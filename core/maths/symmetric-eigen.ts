import { type DenseMatrix, zeroMatrix } from './dense-matrix.ts';

/** Cyclic Jacobi converges quadratically: seven sweeps are usual, more than thirty have never been seen. */
const MOST_SWEEPS = 50;

function offDiagonal({ values, rows: n }: DenseMatrix): number {
  let sum = 0;
  for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) sum += values[p * n + q]! ** 2;
  return sum;
}

/** Turns columns p and q by an angle with this cosine and sine. */
function turnColumns({ values, rows, columns }: DenseMatrix, p: number, q: number, [c, s]: [number, number]) {
  for (let i = 0; i < rows; i++) {
    const left = values[i * columns + p]!;
    const right = values[i * columns + q]!;
    values[i * columns + p] = c * left - s * right;
    values[i * columns + q] = s * left + c * right;
  }
}

function turnRows({ values, columns }: DenseMatrix, p: number, q: number, [c, s]: [number, number]) {
  for (let j = 0; j < columns; j++) {
    const upper = values[p * columns + j]!;
    const lower = values[q * columns + j]!;
    values[p * columns + j] = c * upper - s * lower;
    values[q * columns + j] = s * upper + c * lower;
  }
}

function rotate(work: DenseMatrix, vectors: DenseMatrix, p: number, q: number): void {
  const n = work.rows;
  const between = work.values[p * n + q]!;
  if (between === 0) return;
  const theta = (work.values[q * n + q]! - work.values[p * n + p]!) / (2 * between);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  turnColumns(work, p, q, [c, t * c]);
  turnRows(work, p, q, [c, t * c]);
  turnColumns(vectors, p, q, [c, t * c]);
}

/**
 * Eigenvalues, largest first, and unit eigenvectors (columns, in the same order) of a symmetric matrix, by cyclic
 * Jacobi rotations. O(n³) a sweep: for the small matrices that subspace methods leave.
 *
 * @see Golub & Van Loan, "Matrix Computations", 4th ed., section 8.5.
 */
export function symmetricEigen(matrix: DenseMatrix): {
  readonly values: Float64Array;
  readonly vectors: DenseMatrix;
} {
  const n = matrix.rows;
  const work = { ...matrix, values: matrix.values.slice() };
  const vectors = zeroMatrix(n, n);
  for (let i = 0; i < n; i++) vectors.values[i * n + i] = 1;
  const enough = 1e-24 * matrix.values.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(work) > enough; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(work, vectors, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => work.values[b * n + b]! - work.values[a * n + a]! || a - b);
  const sorted = zeroMatrix(n, n);
  for (let i = 0; i < n; i++) {
    order.forEach((from, to) => {
      sorted.values[i * n + to] = vectors.values[i * n + from]!;
    });
  }
  return { values: Float64Array.from(order, (i) => work.values[i * n + i]!), vectors: sorted };
}
