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
}

/** Every effect a straight line. */
export const STRAIGHT: Bends = {
  inputs: new Int32Array(),
  knots: new Float64Array(),
  means: new Float64Array(),
  spreads: new Float64Array(),
};

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

/** Upper ends of the bins in which the quartiles lie; below a knot there are two values to draw a line through. */
function knotsOf(counts: Float64Array, rows: number): readonly number[] {
  const knots = new Set<number>();
  let below = 0;
  let occupied = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const before = below;
    below += counts[bin]!;
    if (counts[bin]! > 0) occupied += 1;
    const isQuartile = SHARES.some((share) => before < share * rows && below >= share * rows);
    if (isQuartile && occupied > 1 && below < rows) knots.add(LOWEST + (bin + 1) / PER_UNIT);
  }
  return [...knots];
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
  const hinges = Array.from({ length: counts.length / BINS }, (_, input) => {
    const of = (all: Float64Array) => all.slice(input * BINS, (input + 1) * BINS);
    const own = { counts: of(counts), sums: of(sums) };
    return knotsOf(own.counts, rows).map((knot) => ({ input, ...hingeAt(knot, own, rows) }));
  }).flat();
  return {
    inputs: Int32Array.from(hinges, ({ input }) => input),
    knots: Float64Array.from(hinges, ({ knot }) => knot),
    means: Float64Array.from(hinges, ({ mean }) => mean),
    spreads: Float64Array.from(hinges, ({ spread }) => spread),
  };
}
