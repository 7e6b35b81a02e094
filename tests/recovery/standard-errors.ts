import { cholesky, solveCholesky } from '#core/maths/cholesky.ts';

/** Balances truncation (h²) against cancellation (ε / h²) for second differences of a log-likelihood. */
const STEP = 1e-3;

/**
 * Standard errors of a maximum-likelihood estimate: the square roots of the diagonal of the inverse of the observed
 * information, by central second differences. In the unit of each coordinate of the point.
 *
 * @param minusLogLikelihood the function that was minimised.
 * @throws DomainError when the point is no proper minimum (a flat or falling direction).
 */
export function standardErrors(
  minusLogLikelihood: (point: readonly number[]) => number,
  point: readonly number[],
): readonly number[] {
  const n = point.length;
  const at = (i: number, di: number, j: number, dj: number): number => {
    const moved = [...point];
    moved[i]! += di;
    moved[j]! += dj;
    return minusLogLikelihood(moved);
  };
  const information = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const second =
        (at(i, STEP, j, STEP) - at(i, STEP, j, -STEP) - at(i, -STEP, j, STEP) + at(i, -STEP, j, -STEP)) /
        (4 * STEP * STEP);
      information[i * n + j] = second;
      information[j * n + i] = second;
    }
  }
  const covariance = invertCholesky(cholesky(information, n), n);
  return point.map((_, i) => Math.sqrt(covariance[i * n + i]!));
}

/** The inverse of A from its triangle, row by row. O(n³). */
export function invertCholesky(lower: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    const unit = new Float64Array(n);
    unit[column] = 1;
    const x = solveCholesky(lower, unit);
    for (let row = 0; row < n; row++) inverse[row * n + column] = x[row]!;
  }
  return inverse;
}
