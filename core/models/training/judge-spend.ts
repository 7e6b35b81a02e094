import type { Learner } from '#core/models/learner.ts';
import { type OrderTimeline, ordersUntil } from '#core/models/propensity/order-timeline.ts';
import { expectedOrderValue, type GammaGammaModel } from '#core/models/timing/gamma-gamma.ts';
import { ownSpend } from '#core/models/timing/spend-learner.ts';
import { addLoss, noLoss, type PairedLoss, pairedLoss } from '#core/models/training/paired-loss.ts';

/** Money is added in thousands of minor units: sums of millions of orders then stay exact. */
const UNIT = 1000;

/** Absolute error of the next order's value after a day, against saying everybody's mean; in thousands of minor units. */
export function spendJudge(
  model: GammaGammaModel,
  lastDay: number,
): Learner<{ readonly timeline: OrderTimeline }, PairedLoss, PairedLoss> {
  const everybody = expectedOrderValue(model, 0, 0);
  return {
    summarise: (rows) =>
      rows.reduce((sum, { timeline }) => {
        const value = timeline.spend[ordersUntil(timeline.days, lastDay)];
        const { orders, meanValue } = ownSpend(timeline, lastDay);
        if (value === undefined || value <= 0 || orders === 0 || Number.isNaN(everybody)) return sum;
        const expected = expectedOrderValue(model, orders, meanValue);
        return addLoss(
          sum,
          pairedLoss(Math.abs(value - expected) / UNIT, Math.abs(value - everybody) / UNIT),
        );
      }, noLoss),
    merge: addLoss,
    solve: (sum) => sum,
  };
}
