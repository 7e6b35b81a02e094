import type { Counts } from './counts.ts';

/**
 * Width of a bin in natural-log units: values up to 5 % apart are one, so a median read from the bins is off by at
 * most 2.5 %.
 */
const BIN_WIDTH = 0.05;
/** From e^-7 (a thousandth) to e^28 (a trillion): what is outside counts in the outermost bin. At most 700 bins. */
const LOWEST_BIN = -140;
const HIGHEST_BIN = 560;
/** Makes the median absolute deviation of a normal distribution equal to its standard deviation: 1 / quantile(0.75). */
const MAD_TO_SIGMA = 1.4826;
/** Fewer values than this say nothing about what is usual. */
const VALUES_NEEDED = 100;

/**
 * How positive values of one kind are spread, on the scale of logarithms: counts per bin. Two spreads are merged by
 * adding counts, so the result does not depend on how the values were parted or ordered.
 */
export type Spread = Counts;

/** The spread of these values; zero, negative and non-finite ones are no part of it. */
export function spreadOf(values: readonly number[]): Spread {
  const spread: Record<string, number> = {};
  for (const value of values) {
    if (!(value > 0) || !Number.isFinite(value)) continue;
    const bin = String(binOf(value));
    spread[bin] = (spread[bin] ?? 0) + 1;
  }
  return spread;
}

/** How many values a spread holds. */
export function sizeOf(spread: Spread): number {
  return Object.values(spread).reduce((sum, count) => sum + count, 0);
}

/** The middle value, at most 2.5 % off; undefined for an empty spread. */
export function medianOf(spread: Spread): number | undefined {
  const bin = weightedMedian(entriesOf(spread));
  return bin === undefined ? undefined : Math.exp(centre(bin));
}

/**
 * How unusual a value is, in robust standard deviations of the logarithm:
 *
 *     z = (ln x - median(ln)) / (1.4826 * MAD(ln))
 *
 * where MAD is the median absolute deviation, taken as at least half a bin: values that are all alike must not make
 * their neighbour an outlier. Positive above the median. Undefined while fewer than 100 values are known, and for a
 * value that is not positive.
 * @see Iglewicz & Hoaglin, How to Detect and Handle Outliers, ASQC 1993
 */
export function robustZ(spread: Spread, value: number): number | undefined {
  if (!(value > 0) || sizeOf(spread) < VALUES_NEEDED) return undefined;
  const entries = entriesOf(spread);
  const median = weightedMedian(entries);
  if (median === undefined) return undefined;
  const deviations = entries.map(([bin, count]) => [Math.abs(bin - median), count] as const);
  const mad = Math.max(weightedMedian(deviations) ?? 0, 0.5) * BIN_WIDTH;
  return (Math.log(value) - centre(median)) / (MAD_TO_SIGMA * mad);
}

function binOf(value: number): number {
  return Math.min(HIGHEST_BIN, Math.max(LOWEST_BIN, Math.floor(Math.log(value) / BIN_WIDTH)));
}

function centre(bin: number): number {
  return (bin + 0.5) * BIN_WIDTH;
}

type Weighted = readonly [position: number, count: number];

function entriesOf(spread: Spread): Weighted[] {
  return Object.entries(spread).map(([bin, count]) => [Number(bin), count]);
}

/** The lower median: the first position at which half of the weight is reached. */
function weightedMedian(entries: readonly Weighted[]): number | undefined {
  const half = entries.reduce((sum, [, count]) => sum + count, 0) / 2;
  let below = 0;
  for (const [position, count] of entries.toSorted(([a], [b]) => a - b)) {
    below += count;
    if (below >= half) return position;
  }
  return undefined;
}
