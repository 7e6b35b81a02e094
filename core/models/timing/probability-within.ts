import { HistoryIndex } from '#core/models/timing/history-index.ts';
import type { PurchaseHistory } from '#core/models/timing/purchase-history.ts';
import { forecastTiming, type TimingModel } from '#core/models/timing/timing-model.ts';

/**
 * A function giving the probability of an order within a fixed horizon, which remembers every history it has seen:
 * customers share few. The mean number of orders, which costs most, is not computed.
 */
export function probabilityWithin(
  model: TimingModel,
  horizonDays: number,
): (history: PurchaseHistory) => number {
  const index = new HistoryIndex();
  const known: number[] = [];
  return (history) => {
    const number = index.numberOf(history);
    if (number === known.length) known.push(forecastTiming(model, history).probabilityOfOrder(horizonDays));
    return known[number]!;
  };
}
