import type { Minimum } from '#core/maths/nelder-mead.ts';

/** A function's value at a point and its derivatives there. */
export interface Slope {
  readonly value: number;
  readonly gradient: ArrayLike<number>;
}

export interface BfgsOptions {
  /** Ends when the next step promises less than this share of the value, or of 1. @default 1e-13 */
  readonly tolerance?: number;
  /** @default 200 */
  readonly mostEvaluations?: number;
}

/** Longest step in the point's unit: a model far from its optimum has misleading curvature. */
const LONGEST_STEP = 1.5;
/** Share of the promised gain that a step must bring (Armijo). */
const ENOUGH = 1e-4;

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** The inverse curvature, guessed from steps and how the gradient changed along them. */
class InverseCurvature {
  private readonly rows: Float64Array[];
  private isFirst = true;

  constructor(size: number) {
    this.rows = Array.from({ length: size }, (_, i) => {
      const row = new Float64Array(size);
      row[i] = 1;
      return row;
    });
  }

  times(vector: ArrayLike<number>): Float64Array {
    return Float64Array.from(this.rows, (row) => dot(row, vector));
  }

  /** The BFGS update; left out where the function bends the wrong way. */
  learn(step: Float64Array, change: Float64Array): void {
    const bend = dot(step, change);
    if (!(bend > 1e-14 * Math.sqrt(dot(step, step) * dot(change, change)))) return;
    if (this.isFirst) this.scale(bend / dot(change, change));
    this.isFirst = false;
    const moved = this.times(change);
    const factor = (1 + dot(change, moved) / bend) / bend;
    this.rows.forEach((row, i) => {
      for (let j = 0; j < row.length; j++) {
        row[j]! += factor * step[i]! * step[j]! - (moved[i]! * step[j]! + step[i]! * moved[j]!) / bend;
      }
    });
  }

  private scale(factor: number): void {
    this.rows.forEach((row, i) => {
      row[i] = factor;
    });
  }
}

function shortened(direction: Float64Array): Float64Array {
  const length = Math.sqrt(dot(direction, direction));
  return length > LONGEST_STEP ? direction.map((part) => (part * LONGEST_STEP) / length) : direction;
}

/**
 * The least value of a smooth function of a few variables, by a quasi-Newton search. It walks downhill only, so a
 * function with several valleys gives the one near the start. NaN and Infinity are walls.
 *
 * @returns `hasConverged` is false when the budget ran out, or when no step downhill could be found.
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed., 2006, algorithm 6.1 and equation 6.20.
 */
export function bfgs(
  slopeAt: (point: readonly number[]) => Slope,
  start: readonly number[],
  { tolerance = 1e-13, mostEvaluations = 200 }: BfgsOptions = {},
): Minimum {
  let point = [...start];
  let slope = slopeAt(point);
  let evaluations = 1;
  const inverse = new InverseCurvature(start.length);
  const end = (hasConverged: boolean): Minimum => ({ point, value: slope.value, evaluations, hasConverged });
  while (evaluations < mostEvaluations) {
    const direction = shortened(inverse.times(slope.gradient).map((part) => -part));
    const promise = -dot(direction, slope.gradient);
    if (!(promise > tolerance * Math.max(1, Math.abs(slope.value)))) return end(!Number.isNaN(promise));
    let scale = 1;
    let next = point;
    let ahead = slope;
    do {
      next = point.map((part, i) => part + scale * direction[i]!);
      ahead = slopeAt(next);
      evaluations += 1;
      if (ahead.value <= slope.value - ENOUGH * scale * promise) break;
      scale /= 4;
    } while (scale > 1e-10 && evaluations < mostEvaluations);
    if (!(ahead.value < slope.value)) return end(promise < 1e3 * tolerance * Math.abs(slope.value));
    const change = Float64Array.from(ahead.gradient, (part, i) => part - slope.gradient[i]!);
    inverse.learn(
      Float64Array.from(next, (part, i) => part - point[i]!),
      change,
    );
    point = next;
    slope = ahead;
  }
  return end(false);
}
