import { onGrid } from '#core/maths/grid-sum.ts';
import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';

/** Where effects may bend: hinges max(0, input − knot), in ascending order of their inputs. */
export interface Bends {
  /** Number of the input behind each hinge. */
  readonly inputs: Int32Array;
  readonly knots: Float64Array;
  /** Mean and scale of each hinge over the rows. */
  readonly means: Float64Array;
  readonly spreads: Float64Array;
  /** Between which values each input lay; beyond them an effect stays what it was. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

/** Every effect a straight line. */
export const STRAIGHT: Bends = {
  inputs: new Int32Array(),
  knots: new Float64Array(),
  means: new Float64Array(),
  spreads: new Float64Array(),
  lowest: new Float64Array(),
  highest: new Float64Array(),
};

/** An input, held to where its effect is known: a bend at the edge of what was seen must not run on. */
export function within({ lowest, highest }: Bends, input: number, value: number): number {
  if (lowest.length === 0) return value;
  return Math.min(highest[input]!, Math.max(lowest[input]!, value));
}

/** Where the values of each input lie: exact sums, in any order (see `onGrid`). */
export interface ValueSums {
  /** Rows by `input · BINS + bin`. */
  readonly counts: Float64Array;
  /** Sum of the values in it. */
  readonly sums: Float64Array;
}

/** Inputs are logarithms, log-odds or 0 and 1: an eighth is some 13 % of a value. */
const [LOWEST, PER_UNIT, BINS] = [-16, 8, 320];

/** Counts every value. O(rows × inputs). */
export function summariseValues({ inputs, labels, width }: LabelledRows): ValueSums {
  const counts = new Float64Array(width * BINS);
  const sums = new Float64Array(width * BINS);
  for (let at = 0; at < labels.length * width; at++) {
    const value = inputs[at]!;
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((value - LOWEST) * PER_UNIT)));
    const place = (at % width) * BINS + bin;
    counts[place]! += 1;
    sums[place]! += onGrid(value);
  }
  return { counts, sums };
}

/** Both groups of rows together. */
export function mergeValues(a: ValueSums, b: ValueSums): ValueSums {
  return {
    counts: a.counts.map((count, i) => count + b.counts[i]!),
    sums: a.sums.map((sum, i) => sum + b.sums[i]!),
  };
}

/** Pieces between quartiles: with more, what is rare decides where an effect turns. */
const SHARES = [0.25, 0.5, 0.75];

interface Hinge {
  readonly knot: number;
  readonly mean: number;
  readonly spread: number;
}

/** An effect above a knot that fewer rows are above is chance. */
const LEAST_ABOVE = 0.05;

/** Upper ends of the bins in which the quartiles lie; on both sides of a knot are two values to draw a line through. */
function knotsOf(counts: Float64Array, rows: number): readonly number[] {
  const occupied = Array.from(counts, (count, bin) => ({ bin, count })).filter(({ count }) => count > 0);
  let below = 0;
  return occupied.flatMap(({ bin, count }, place) => {
    const before = below;
    below += count;
    const isQuartile = SHARES.some((share) => before < share * rows && below >= share * rows);
    const isBetween = place > 0 && place < occupied.length - 2 && rows - below >= LEAST_ABOVE * rows;
    return isQuartile && isBetween ? [LOWEST + (bin + 1) / PER_UNIT] : [];
  });
}

function hingeAt(knot: number, { counts, sums }: ValueSums, rows: number): Hinge {
  let sum = 0;
  let squares = 0;
  for (let bin = Math.round((knot - LOWEST) * PER_UNIT); bin < BINS; bin++) {
    if (counts[bin] === 0) continue;
    const above = sums[bin]! - counts[bin]! * knot;
    sum += above;
    // Values of a bin are taken to be alike: it is a scale, not an estimate.
    squares += above ** 2 / counts[bin]!;
  }
  const mean = sum / rows;
  return { knot, mean, spread: Math.sqrt(squares / rows - mean ** 2) };
}

/** Three hinges for an input that takes many values, none for one that takes two. */
export function solveBends({ counts, sums }: ValueSums, rows: number): Bends {
  const own = Array.from({ length: counts.length / BINS }, (_, input) => {
    const of = (all: Float64Array) => all.slice(input * BINS, (input + 1) * BINS);
    return { counts: of(counts), sums: of(sums) };
  });
  const hinges = own.flatMap((values, input) =>
    knotsOf(values.counts, rows).map((knot) => ({ input, ...hingeAt(knot, values, rows) })),
  );
  const seen = own.map((values) => ({
    first: values.counts.findIndex((count) => count > 0),
    last: values.counts.findLastIndex((count) => count > 0),
  }));
  return {
    inputs: Int32Array.from(hinges, ({ input }) => input),
    knots: Float64Array.from(hinges, ({ knot }) => knot),
    means: Float64Array.from(hinges, ({ mean }) => mean),
    spreads: Float64Array.from(hinges, ({ spread }) => spread),
    lowest: Float64Array.from(seen, ({ first }) => LOWEST + first / PER_UNIT),
    highest: Float64Array.from(seen, ({ last }) => LOWEST + (last + 1) / PER_UNIT),
  };
}
