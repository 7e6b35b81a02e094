import type { Rng } from '#core/kernel/rng.ts';
import { quantile } from '#core/maths/quantile.ts';

/** A figure with the range in which it would lie, had another sample of customers been drawn. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The percentile bootstrap: the statistic is computed on resampled customers, drawn with replacement. Each draw has a
 * stream of its own, so that the result does not depend on who computes which draw.
 *
 * @param count how many customers there are; the statistic gets their numbers 0 .. count − 1.
 * @param statistic a figure of a list of customers; draws for which it is NaN are left out.
 * @param options.level share of draws inside the interval. @default 0.95
 * @see Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13.
 */
export function bootstrap(
  count: number,
  statistic: (customers: Int32Array) => number,
  rng: Rng,
  options: { readonly draws?: number; readonly level?: number } = {},
): Interval {
  const { draws = 200, level = 0.95 } = options;
  const everyone = Int32Array.from({ length: count }, (_, i) => i);
  const drawn: number[] = [];
  const sample = new Int32Array(count);
  for (let draw = 0; draw < draws; draw++) {
    const stream = rng.split(draw);
    for (let i = 0; i < count; i++) sample[i] = stream.integer(count);
    const value = statistic(sample);
    if (!Number.isNaN(value)) drawn.push(value);
  }
  const estimate = statistic(everyone);
  if (drawn.length === 0) return { estimate, low: Number.NaN, high: Number.NaN };
  const sorted = Float64Array.from(drawn).sort();
  return { estimate, low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) };
}
