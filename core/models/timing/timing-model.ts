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
  while (forecast.probabilityOfOrder(high) < share) {
    low = high;
    high *= 2;
  }
  while (high - low > 0.005) {
    const middle = (low + high) / 2;
    if (forecast.probabilityOfOrder(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
