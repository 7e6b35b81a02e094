import { onGrid } from '#core/maths/grid-sum.ts';

/** What an arm's people did, as sums: they merge in any order to the last bit. */
export interface ArmSums {
  /** People assigned, whether reached or not. */
  readonly count: number;
  /** People whose metric is not 0. */
  readonly nonZeroCount: number;
  /** Of the metric y and of the covariate x from before the experiment. */
  readonly y: number;
  readonly yy: number;
  readonly x: number;
  readonly xx: number;
  readonly xy: number;
}

/** Nobody yet. */
export const noPeople: ArmSums = { count: 0, nonZeroCount: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 };

/** The arm with one more person: metric `y`, and covariate `x` (expected orders from the timing model; 0 if none). */
export function addPerson(sums: ArmSums, y: number, x = 0): ArmSums {
  return mergeArms(sums, {
    count: 1,
    nonZeroCount: y === 0 ? 0 : 1,
    y: onGrid(y),
    yy: onGrid(y * y),
    x: onGrid(x),
    xx: onGrid(x * x),
    xy: onGrid(x * y),
  });
}

/** Two shares of one arm together. */
export function mergeArms(a: ArmSums, b: ArmSums): ArmSums {
  return {
    count: a.count + b.count,
    nonZeroCount: a.nonZeroCount + b.nonZeroCount,
    y: a.y + b.y,
    yy: a.yy + b.yy,
    x: a.x + b.x,
    xx: a.xx + b.xx,
    xy: a.xy + b.xy,
  };
}

/** Mean and variance of an arm's metric after the covariate's share is taken out. */
export interface AdjustedArm {
  readonly mean: number;
  /** Of one person, ≥ 0. */
  readonly variance: number;
}

/** θ of CUPED over all arms: cov(x, y) / var(x) within arms; 0 where the covariate does not vary. */
export function covariateSlope(arms: readonly ArmSums[]): number {
  let [covariance, variance] = [0, 0];
  for (const { count, x, y, xx, xy } of arms) {
    if (count === 0) continue;
    covariance += xy - (x * y) / count;
    variance += xx - (x * x) / count;
  }
  return variance > 0 ? covariance / variance : 0;
}

/**
 * The arm's metric adjusted by CUPED: y − θ(x − x̄), where x̄ is over all arms.
 *
 * @see Deng, Xu, Kohavi, Walker, "Improving the sensitivity of online controlled experiments by utilizing
 * pre-experiment data", WSDM 2013.
 */
export function adjustArm(arm: ArmSums, theta: number, meanOfAll: number): AdjustedArm {
  const { count, y, yy, x, xx, xy } = arm;
  if (count === 0) return { mean: 0, variance: 0 };
  const centred = (sum: number, product: number): number => sum - product / count;
  const squares = centred(yy, y * y) - 2 * theta * centred(xy, x * y) + theta * theta * centred(xx, x * x);
  return {
    mean: y / count - theta * (x / count - meanOfAll),
    variance: count > 1 ? Math.max(0, squares) / (count - 1) : 0,
  };
}
