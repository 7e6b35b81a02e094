import { DomainError } from '#core/kernel/errors.ts';

/**
 * The lower triangle L with L Lᵀ = A, for a symmetric positive definite A given row by row. O(n³ / 3).
 *
 * @throws DomainError when A is not positive definite to working precision.
 */
export function cholesky(matrix: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      if (i > j) lower[i * n + j] = sum / lower[j * n + j]!;
      else if (sum > 0) lower[i * n + i] = Math.sqrt(sum);
      else throw new DomainError('the matrix is not positive definite', { details: { row: i } });
    }
  }
  return lower;
}

/** The x with L Lᵀ x = y. O(n²). */
export function solveCholesky(lower: Float64Array, y: Float64Array): Float64Array {
  const n = y.length;
  const x = Float64Array.from(y);
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * n + k]! * x[k]!;
    x[i] = sum / lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i]! * x[k]!;
    x[i] = sum / lower[i * n + i]!;
  }
  return x;
}
