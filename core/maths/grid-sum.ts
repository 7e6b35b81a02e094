/** Grid of 2^−24: sums of up to 2^29 (5e8) in absolute value fit a double's 53 bits exactly. */
const GRID = 16_777_216;

// Looked up once: this runs for every term of every sum.
const { round } = Math;

/**
 * The number, rounded to a multiple of 2^−24. Sums of such numbers are exact as long as they stay below 2^29, so they
 * do not depend on order or on how the terms were split over machines. Rounding error per term at most 3e-8.
 *
 * @see Demmel & Nguyen, "Fast reproducible floating-point summation", ARITH 21, 2013 (pre-rounding).
 */
export function onGrid(value: number): number {
  return round(value * GRID) / GRID;
}
