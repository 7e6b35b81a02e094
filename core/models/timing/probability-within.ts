import type { PurchaseHistory } from '#core/models/timing/purchase-history.ts';
import { forecastTiming, type TimingModel } from '#core/models/timing/timing-model.ts';

/**
 * A function giving the probability of an order within a fixed horizon, which remembers every history it has seen:
 * customers share few.
 */
export function probabilityWithin(
  model: TimingModel,
  horizonDays: number,
): (history: PurchaseHistory) => number {
  const known = new Map<number, number>();
  return (history) => {
    const key = (history.repeatPurchases * 65_536 + history.recencyDays) * 65_536 + history.ageDays;
    const before = known.get(key);
    if (before !== undefined) return before;
    const probability = forecastTiming(model, history).probabilityOfOrder(horizonDays);
    known.set(key, probability);
    return probability;
  };
}
