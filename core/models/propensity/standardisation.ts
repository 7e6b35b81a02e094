import { onGrid } from '#core/maths/grid-sum.ts';
import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';

/** Sums from which means and spreads follow; exact in any order of merging (see `onGrid`). */
export interface MomentStatistics {
  readonly rows: number;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** Centre and scale of each input. */
export interface Standardisation {
  readonly means: Float64Array;
  /** Standard deviations; 1 for an input that never varies. */
  readonly spreads: Float64Array;
}

/** Adds up every input and its square. O(rows × inputs). */
export function summariseMoments({ inputs, labels, width }: LabelledRows): MomentStatistics {
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let row = 0; row < labels.length; row++) {
    for (let i = 0; i < width; i++) {
      const value = inputs[row * width + i]!;
      sums[i]! += onGrid(value);
      squares[i]! += onGrid(value * value);
    }
  }
  return { rows: labels.length, sums, squares };
}

/** Both groups of rows together. */
export function mergeMoments(a: MomentStatistics, b: MomentStatistics): MomentStatistics {
  return {
    rows: a.rows + b.rows,
    sums: a.sums.map((sum, i) => sum + b.sums[i]!),
    squares: a.squares.map((sum, i) => sum + b.squares[i]!),
  };
}

/** Means and standard deviations. */
export function solveStandardisation({ rows, sums, squares }: MomentStatistics): Standardisation {
  const means = sums.map((sum) => sum / rows);
  const spreads = squares.map((square, i) => {
    const variance = square / rows - means[i]! ** 2;
    // Below the sums' own rounding an input is constant.
    return variance > 1e-9 ? Math.sqrt(variance) : 1;
  });
  return { means, spreads };
}
