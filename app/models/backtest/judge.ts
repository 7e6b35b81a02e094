import type { Forecaster, ForecasterResult, Metric, Verdict } from '#app/models/backtest/report.ts';
import type { Rng } from '#core/kernel/rng.ts';
import { bootstrap, type Interval } from '#core/maths/bootstrap.ts';

/** A figure of a list of customers. */
export type Figure = (customers: Int32Array) => number;

/** One way to forecast, with its figures still to be computed. */
export interface Contender {
  readonly forecaster: Forecaster;
  readonly figures: { readonly [Name in Metric]?: Figure };
}

/** Draws per interval: enough for two digits of a 95 % interval. */
const DRAWS = 120;

/** Computes every figure with its interval over customers. */
export function judgeContenders(
  count: number,
  contenders: readonly Contender[],
  rng: Rng,
): ForecasterResult[] {
  return contenders.map(({ forecaster, figures }) => {
    const metrics: { [Name in Metric]?: Interval } = {};
    for (const [name, figure] of Object.entries(figures)) {
      // The same draws for every contender: their differences are then paired.
      metrics[name as Metric] = bootstrap(count, figure, rng, { draws: DRAWS });
    }
    return { forecaster, metrics };
  });
}

/**
 * The plain verdict on the first contender: good enough when its gain over the best of the others is above zero for
 * 95 % of resampled groups of customers.
 *
 * @param isHigherBetter direction of the metric.
 */
export function verdictOn(
  count: number,
  contenders: readonly Contender[],
  metric: { readonly name: Metric; readonly isHigherBetter: boolean },
  rng: Rng,
): Verdict {
  const sign = metric.isHigherBetter ? 1 : -1;
  const everyone = Int32Array.from({ length: count }, (_, i) => i);
  const [ours, ...others] = contenders;
  const value = (contender: Contender, customers: Int32Array): number =>
    sign * (contender.figures[metric.name]?.(customers) ?? Number.NEGATIVE_INFINITY);
  const rival = others.reduce((best, other) =>
    value(other, everyone) > value(best, everyone) ? other : best,
  );
  const gain = bootstrap(count, (customers) => value(ours!, customers) - value(rival, customers), rng, {
    draws: DRAWS,
  });
  return { isGoodEnough: gain.low > 0, metric: metric.name, rival: rival.forecaster, gain };
}

/** Mean of one number per customer. */
export function meanOf(values: ArrayLike<number>): Figure {
  return (customers) => {
    let sum = 0;
    for (let i = 0; i < customers.length; i++) sum += values[customers[i]!]!;
    return sum / customers.length;
  };
}
