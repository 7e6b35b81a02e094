import type { BetaGeometricModel } from '#core/models/timing/beta-geometric.ts';
import {
  betaGeometricPosterior,
  expectedOrders,
  probabilityOfOrder,
} from '#core/models/timing/beta-geometric-score.ts';
import {
  type ParetoNbdModel,
  paretoNbdExpectedOrders,
  paretoNbdProbabilityAlive,
  paretoNbdProbabilityOfOrder,
} from '#core/models/timing/pareto-nbd.ts';
import type { PurchaseHistory } from '#core/models/timing/purchase-history.ts';

/** A fitted model of when customers buy. */
export type TimingModel = BetaGeometricModel | ParetoNbdModel;

/** What a timing model says about one customer. */
export interface TimingForecast {
  /** Probability that they are still a customer, [0, 1]. */
  readonly probabilityAlive: number;
  /** Mean number of orders within so many days. */
  expectedOrders(horizonDays: number): number;
  /** Probability of at least one order within so many days, [0, 1]; tends to `probabilityAlive`. */
  probabilityOfOrder(horizonDays: number): number;
}

/**
 * Scores one customer.
 *
 * @throws DomainError for an impossible history.
 * @example
 * forecastTiming(model, { repeatPurchases: 2, recencyDays: 213, ageDays: 272 }).expectedOrders(273); // 1.226 on CDNOW
 */
export function forecastTiming(model: TimingModel, history: PurchaseHistory): TimingForecast {
  if (model.kind === 'pareto-nbd') {
    return {
      probabilityAlive: paretoNbdProbabilityAlive(model, history),
      expectedOrders: (horizonDays) => paretoNbdExpectedOrders(model, history, horizonDays),
      probabilityOfOrder: (horizonDays) => paretoNbdProbabilityOfOrder(model, history, horizonDays),
    };
  }
  const posterior = betaGeometricPosterior(model, history);
  return {
    probabilityAlive: posterior.probabilityAlive,
    expectedOrders: (horizonDays) => expectedOrders(posterior, horizonDays),
    probabilityOfOrder: (horizonDays) => probabilityOfOrder(posterior, horizonDays),
  };
}

/** Twenty years: beyond it "never" is the honest word. */
const FAR_DAYS = 7305;

/**
 * Days until the next order is that likely to have come, or null where it may never be: a customer who has left with
 * probability .4 has no 75 % quantile. To a hundredth of a day.
 *
 * @param share in (0, 1).
 */
export function nextOrderQuantileDays(forecast: TimingForecast, share: number): number | null {
  if (forecast.probabilityOfOrder(FAR_DAYS) < share) return null;
  let low = 0;
  let high = 1;
  while (high < FAR_DAYS && forecast.probabilityOfOrder(high) < share) {
    low = high;
    high = Math.min(2 * high, FAR_DAYS);
  }
  while (high - low > 0.005) {
    const middle = (low + high) / 2;
    if (forecast.probabilityOfOrder(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Days to either side that a date may be off and still count as met. */
const REACH_DAYS = 7;

/**
 * The day in the middle of the fifteen days, day 1 to the last one watched, that most probably hold the next order;
 * the earlier of equals. A median is the best date where each day off costs the same; this is the best one where all
 * that counts is whether the order comes within a week of it.
 *
 * @param withinDays how far to look, at least 1. O(withinDays).
 * @see Gneiting, "Making and evaluating point forecasts", JASA 106(494), 2011: a score names the functional to forecast.
 */
export function likeliestFortnightDays(forecast: TimingForecast, withinDays: number): number {
  const last = Math.max(1, Math.floor(withinDays));
  const by = Array.from({ length: last + 1 }, (_, day) => (day === 0 ? 0 : forecast.probabilityOfOrder(day)));
  const held = (middle: number): number =>
    by[Math.min(last, middle + REACH_DAYS)]! - by[Math.max(0, middle - REACH_DAYS - 1)]!;
  let best = Math.min(REACH_DAYS + 1, Math.ceil(last / 2));
  for (let middle = best + 1; middle <= last; middle++) if (held(middle) > held(best)) best = middle;
  return best;
}
