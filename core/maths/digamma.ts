import { DomainError } from '#core/kernel/errors.ts';

/** Coefficients B(2n) / 2n of the asymptotic series. */
const SERIES = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12] as const;

/**
 * Derivative of log Γ, for x > 0. Absolute error below 1e-13 for x >= 1e-3; for smaller x relative to 1/x.
 *
 * @throws DomainError unless x > 0.
 * @see NIST DLMF 5.11.2 (series) and 5.5.2 (recurrence)
 */
export function digamma(x: number): number {
  if (!(x > 0)) throw new DomainError('ψ is wanted for positive numbers only', { details: { x } });
  let shifted = x;
  let result = 0;
  while (shifted < 10) {
    result -= 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  let sum = 0;
  for (let n = SERIES.length - 1; n >= 0; n--) sum = (sum + SERIES[n]!) * square;
  return result + Math.log(shifted) - 0.5 / shifted - sum;
}
