import type { Learner } from '#core/models/learner.ts';
import { type OrderTimeline, ordersUntil } from '#core/models/propensity/order-timeline.ts';
import { type PurchaseHistory, purchaseHistory } from '#core/models/timing/purchase-history.ts';
import { solveTiming, type TimingFamily, type TimingFit } from '#core/models/timing/solve-timing.ts';
import {
  mergeTiming,
  summariseTiming,
  type TimingRow,
  type TimingStatistics,
  unpackHistory,
} from '#core/models/timing/timing-statistics.ts';

/** The history of a timeline as it was at the end of a day; undefined before the first order. */
export function historyAt({ days }: OrderTimeline, cutoffDay: number): PurchaseHistory | undefined {
  const count = ordersUntil(days, cutoffDay);
  return count === 0 ? undefined : purchaseHistory(Array.from(days).slice(0, count), cutoffDay);
}

function timingRow(timeline: OrderTimeline, cutoffDay: number): TimingRow | undefined {
  const history = historyAt(timeline, cutoffDay);
  if (history === undefined || history.repeatPurchases < 2) return history;
  const { days } = timeline;
  const n = history.repeatPurchases;
  return { ...history, lastTwoGapsDays: [days[n - 1]! - days[n - 2]!, days[n]! - days[n - 1]!] };
}

/** Fewer buyers or repeaters say nothing about a shop. */
const FEWEST_CUSTOMERS = 100;
const FEWEST_REPEATERS = 50;

/** How many there were, and whether that is enough. */
export interface TimingGround {
  readonly customers: number;
  readonly repeaters: number;
  /** Undefined where they are too few. */
  readonly statistics: TimingStatistics | undefined;
}

/** Counts histories as they were at the end of a day. */
export function timingLearner(
  cutoffDay: number,
): Learner<{ readonly timeline: OrderTimeline }, TimingStatistics, TimingGround> {
  return {
    summarise: (rows) =>
      summariseTiming(rows.flatMap(({ timeline }) => timingRow(timeline, cutoffDay) ?? [])),
    merge: mergeTiming,
    solve: (statistics) => {
      let customers = 0;
      let repeaters = 0;
      statistics.histories.forEach((packed, i) => {
        customers += statistics.customers[i]!;
        if (unpackHistory(packed).repeatPurchases > 0) repeaters += statistics.customers[i]!;
      });
      const isEnough = customers >= FEWEST_CUSTOMERS && repeaters >= FEWEST_REPEATERS;
      return { customers, repeaters, statistics: isEnough ? statistics : undefined };
    },
  };
}

/** The fit of a family, or undefined on too thin a ground. */
export function fitTiming({ statistics }: TimingGround, family: TimingFamily): TimingFit | undefined {
  return statistics === undefined ? undefined : solveTiming(statistics, family);
}
