import type { Rng } from '#core/kernel/rng.ts';

/** A draw from the exponential distribution with the given mean (> 0), in the mean's unit. */
export function drawExponential(rng: Rng, mean: number): number {
  return -Math.log1p(-rng.uniform()) * mean;
}

/** A draw from the standard normal distribution (Box and Muller's method, one of the pair). */
function drawNormal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log1p(-rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
}

/**
 * A draw from the gamma distribution with the given shape (> 0) and rate 1.
 *
 * @see Marsaglia & Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000.
 */
export function drawGamma(rng: Rng, shape: number): number {
  // Below shape 1 the method draws at shape + 1 and shrinks by a power of a uniform.
  if (shape < 1) return drawGamma(rng, shape + 1) * (1 - rng.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(rng);
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(1 - rng.uniform()) < normal * normal * 0.5 + d - d * v + d * Math.log(v))
      return d * v;
  }
}

/** A draw from the beta distribution with shapes a and b (> 0): a probability. */
export function drawBeta(rng: Rng, a: number, b: number): number {
  const successes = drawGamma(rng, a);
  return successes / (successes + drawGamma(rng, b));
}
