import { DomainError } from '#core/kernel/errors.ts';

/** Upper tail of the chi-squared distribution, by Wilson and Hilferty's cube root; good to about .001 in probability. */
function upperTail(value: number, degrees: number): number {
  const scale = 2 / (9 * degrees);
  const z = (Math.cbrt(value / degrees) - (1 - scale)) / Math.sqrt(scale);
  // Borjesson and Sundberg's bounds on Q(z), averaged, for z >= 0.
  const positive = Math.abs(z);
  const density = Math.exp(-0.5 * positive * positive) / Math.sqrt(2 * Math.PI);
  const tail = density / (0.661 * positive + 0.339 * Math.sqrt(positive * positive + 5.51));
  return z >= 0 ? tail : 1 - tail;
}

/**
 * Do the arms' sizes agree with an even split? The sample-ratio test: chi-squared at p < .001 says no, and then nothing
 * of the test may be believed.
 * @throws DomainError for fewer than two arms.
 */
export function hasFairArms(sizes: readonly number[]): boolean {
  if (sizes.length < 2) throw new DomainError('a test has at least two arms');
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const distance = sizes.reduce((sum, size) => sum + (size - mean) ** 2 / mean, 0);
  return upperTail(distance, sizes.length - 1) >= 0.001;
}
