/** 1.5 · 2^28: doubles of this size lie 2^−24 apart, so adding it rounds to the grid and taking it away leaves the rest. */
const ROUNDER = 402_653_184;

/**
 * The number, rounded to a multiple of 2^−24. Sums of such numbers are exact as long as they stay below 2^29, so they
 * do not depend on order or on how the terms were split over machines. Rounding error per term at most 3e-8.
 *
 * @param value at most 2^27 in absolute value.
 * @see Demmel & Nguyen, "Fast reproducible floating-point summation", ARITH 21, 2013 (pre-rounding).
 */
export function onGrid(value: number): number {
  return value + ROUNDER - ROUNDER;
}
