import { DomainError } from '#core/kernel/errors.ts';

/** Enough for z up to .9999; nearer to 1 the plain series is the wrong tool. */
const MOST_TERMS = 400_000;

/** The Gauss series itself; terms are added until they no longer change the sum. */
function series(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < MOST_TERMS; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
  throw new DomainError('2F1 did not converge', { details: { a, b, c, z } });
}

/**
 * The Gauss hypergeometric function 2F1(a, b; c; z) for c > 0 and z < 1.
 * Relative error about 1e-13 where a, b >= 0, c >= b; cost grows as 1 / (1 − z).
 *
 * @throws DomainError for z >= 1, c <= 0, or where the series does not converge.
 * @see NIST DLMF 15.2.1 (series), 15.8.1 (the linear transformations used to shorten it)
 */
export function hypergeometric2F1(a: number, b: number, c: number, z: number): number {
  if (!(z < 1) || !(c > 0))
    throw new DomainError('2F1 is wanted for z < 1, c > 0', { details: { a, b, c, z } });
  if (z < 0) return (1 - z) ** -a * hypergeometric2F1(a, c - b, c, z / (z - 1));
  // Euler's transformation makes both upper parameters smaller, so the terms fall sooner.
  const isShorter = c - a - b < 0 && c - a > 0 && c - b > 0;
  return isShorter ? (1 - z) ** (c - a - b) * series(c - a, c - b, c, z) : series(a, b, c, z);
}

// Looked up once: it runs for every term.
const { abs } = Math;

/** Smaller than any denominator that matters, larger than nothing. */
const TINY = 1e-300;

/**
 * 2F1(1, b; c; z) for b, c > 0 and 0 <= z < 1, by Gauss's continued fraction (modified Lentz). Cost grows only as
 * 1 / sqrt(1 − z), so it serves where the series crawls. Relative error about 1e-14.
 *
 * @throws DomainError where it does not converge.
 * @see NIST DLMF 15.7.5 (the fraction); Thompson & Barnett, J. Comput. Phys. 64, 1986 (Lentz's method).
 */
export function hypergeometricUnit(b: number, c: number, z: number): number {
  let fraction = 1;
  let upper = 1;
  let lower = 0;
  for (let n = 1; n < MOST_TERMS; n++) {
    const k = n >> 1;
    const partial =
      n % 2 === 1
        ? ((b + k) * (c - 1 + k)) / ((c - 1 + 2 * k) * (c + 2 * k))
        : (k * (c - b + k - 1)) / ((c + 2 * k - 2) * (c + 2 * k - 1));
    lower = 1 / (1 - partial * z * lower || TINY);
    upper = 1 - (partial * z) / upper || TINY;
    const factor = upper * lower;
    fraction *= factor;
    if (abs(factor - 1) < 2e-16) return 1 / fraction;
  }
  throw new DomainError('2F1(1, b; c; z) did not converge', { details: { b, c, z } });
}
