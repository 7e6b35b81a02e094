/** Where a search ended. */
export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
  /** Calls of the function. */
  readonly evaluations: number;
  /** False when the budget ran out first. */
  readonly hasConverged: boolean;
}

export interface NelderMeadOptions {
  /** Length of the first simplex's edges, in the point's own unit. @default 0.5 */
  readonly step?: number;
  /** Ends when the values of the simplex differ by less than this share of the least, or of 1. @default 1e-13 */
  readonly tolerance?: number;
  /** @default 4000 */
  readonly mostEvaluations?: number;
}

type Vertex = { point: number[]; value: number };

const blend = (from: readonly number[], to: readonly number[], share: number): number[] =>
  from.map((coordinate, i) => coordinate + share * (to[i]! - coordinate));

/** Values can agree by chance on both sides of a valley; then the points are still apart. */
const SMALL_EDGE = 1e-4;

function isSmall(simplex: readonly Vertex[], tolerance: number): boolean {
  const best = simplex[0]!;
  const worst = simplex.at(-1)!;
  // Relative: a sum of millions of terms cannot be known more closely.
  if (worst.value - best.value > tolerance * Math.max(1, Math.abs(best.value))) return false;
  return simplex.every((v) =>
    v.point.every((coordinate, i) => Math.abs(coordinate - best.point[i]!) < SMALL_EDGE),
  );
}

/**
 * The least value of a function of a few variables, without derivatives. It walks downhill only, so a function with
 * several valleys gives the one near the start. NaN counts as infinitely bad.
 *
 * @see Nelder & Mead, "A simplex method for function minimization", Computer Journal 7(4), 1965;
 *   coefficients by dimension: Gao & Han, Computational Optimization and Applications 51(1), 2012.
 */
export function nelderMead(
  objective: (point: readonly number[]) => number,
  start: readonly number[],
  options: NelderMeadOptions = {},
): Minimum {
  const { step = 0.5, tolerance = 1e-13, mostEvaluations = 4000 } = options;
  const n = start.length;
  const expansion = 1 + 2 / Math.max(n, 2);
  const contraction = 0.75 - 1 / (2 * Math.max(n, 2));
  const shrinkage = 1 - 1 / Math.max(n, 2);
  let evaluations = 0;
  const at = (point: number[]): Vertex => {
    evaluations += 1;
    const value = objective(point);
    return { point, value: Number.isNaN(value) ? Infinity : value };
  };
  const simplex = [at([...start])];
  for (let i = 0; i < n; i++)
    simplex.push(at(start.map((coordinate, j) => (i === j ? coordinate + step : coordinate))));

  const improve = (worst: Vertex, centre: number[]): Vertex | undefined => {
    const reflected = at(blend(centre, worst.point, -1));
    if (reflected.value < simplex[0]!.value) {
      const expanded = at(blend(centre, worst.point, -expansion));
      return expanded.value < reflected.value ? expanded : reflected;
    }
    if (reflected.value < simplex[n - 1]!.value) return reflected;
    const isOutside = reflected.value < worst.value;
    const contracted = at(blend(centre, worst.point, isOutside ? -contraction : contraction));
    return contracted.value < Math.min(reflected.value, worst.value) ? contracted : undefined;
  };

  const sort = (): Vertex[] => simplex.sort((p, q) => p.value - q.value);
  sort();
  while (!isSmall(simplex, tolerance)) {
    const best = simplex[0]!;
    if (evaluations >= mostEvaluations) return { ...best, evaluations, hasConverged: false };
    const centre = best.point.map((_, i) => simplex.slice(0, n).reduce((sum, v) => sum + v.point[i]!, 0) / n);
    const better = improve(simplex[n]!, centre);
    if (better === undefined) {
      for (let i = 1; i <= n; i++) simplex[i] = at(blend(best.point, simplex[i]!.point, shrinkage));
    } else simplex[n] = better;
    sort();
  }
  return { ...simplex[0]!, evaluations, hasConverged: true };
}
