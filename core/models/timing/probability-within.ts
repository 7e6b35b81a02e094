import type { PurchaseHistory } from '#core/models/timing/purchase-history.ts';
import type { TimingModel } from '#core/models/timing/timing-model.ts';
import { createTimingScorer } from '#core/models/timing/timing-scorer.ts';

/**
 * A function giving the probability of an order within a fixed horizon, which remembers every history it has seen:
 * customers share few.
 */
export function probabilityWithin(
  model: TimingModel,
  horizonDays: number,
): (history: PurchaseHistory) => number {
  const score = createTimingScorer(model, horizonDays);
  return (history) => score(history).probabilityOfOrder;
}
