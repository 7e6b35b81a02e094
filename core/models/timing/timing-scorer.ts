import { HistoryIndex } from '#core/models/timing/history-index.ts';
import type { PurchaseHistory } from '#core/models/timing/purchase-history.ts';
import { forecastTiming, type TimingModel } from '#core/models/timing/timing-model.ts';

/** A customer's forecast for one horizon, as numbers. */
export interface TimingScore {
  /** Probability that they are still a customer, [0, 1]. */
  readonly probabilityAlive: number;
  /** Probability of at least one order within the horizon, [0, 1]. */
  readonly probabilityOfOrder: number;
  /** Mean number of orders within the horizon. */
  readonly expectedOrders: number;
}

/**
 * A function that scores customers for a fixed horizon and remembers every history it has seen: customers share few,
 * so millions cost little more than their distinct histories. Recency and age in whole days.
 *
 * @throws DomainError (from the function) for an impossible history.
 */
export function createTimingScorer(
  model: TimingModel,
  horizonDays: number,
): (history: PurchaseHistory) => TimingScore {
  const index = new HistoryIndex();
  const known: TimingScore[] = [];
  return (history) => {
    const number = index.numberOf(history);
    if (number === known.length) {
      const forecast = forecastTiming(model, history);
      known.push({
        probabilityAlive: forecast.probabilityAlive,
        probabilityOfOrder: forecast.probabilityOfOrder(horizonDays),
        expectedOrders: forecast.expectedOrders(horizonDays),
      });
    }
    return known[number]!;
  };
}
