import type { Learner } from '#core/models/learner.ts';
import { type OrderTimeline, ordersUntil } from '#core/models/propensity/order-timeline.ts';
import {
  type GammaGammaModel,
  type SpendGroup,
  type SpendStatistics,
  solveSpend,
  summariseSpend,
} from '#core/models/timing/gamma-gamma.ts';

/** Repeat orders of one person and their mean value. */
export interface OwnSpend {
  readonly orders: number;
  /** Minor units. */
  readonly meanValue: number;
}

/** Own repeat orders up to a day; orders without a price are left out, and the first order, which starts the clock. */
export function ownSpend({ days, spend }: OrderTimeline, cutoffDay: number): OwnSpend {
  let orders = 0;
  let total = 0;
  for (let i = 1, end = ordersUntil(days, cutoffDay); i < end; i++) {
    if (spend[i]! <= 0) continue;
    orders += 1;
    total += spend[i]!;
  }
  return { orders, meanValue: orders === 0 ? 0 : total / orders };
}

/** Mean values to three digits: customers then share them, and a shop of millions has some ten thousand groups. */
const toThreeDigits = (value: number): number => Number(value.toPrecision(3));

const byGroup = (a: SpendGroup, b: SpendGroup): number => a.orders - b.orders || a.meanValue - b.meanValue;

function mergeSpend(a: SpendStatistics, b: SpendStatistics): SpendStatistics {
  const merged = new Map<string, SpendGroup>();
  for (const group of [...a, ...b]) {
    const key = `${group.orders}/${group.meanValue}`;
    const customers = (merged.get(key)?.customers ?? 0) + group.customers;
    merged.set(key, { ...group, customers });
  }
  return [...merged.values()].sort(byGroup);
}

/** Repeat buyers without whom a mean is chance: what `solveSpend` asks for. */
const FEWEST_CUSTOMERS = 10;

/** How much an order is worth, from orders up to a day; undefined below ten repeat buyers. */
export function spendLearner(
  cutoffDay: number,
): Learner<{ readonly timeline: OrderTimeline }, SpendStatistics, GammaGammaModel | undefined> {
  return {
    summarise: (rows) =>
      mergeSpend(
        summariseSpend(
          rows.map(({ timeline }) => {
            const { orders, meanValue } = ownSpend(timeline, cutoffDay);
            return { orders, meanValue: toThreeDigits(meanValue) };
          }),
        ),
        [],
      ),
    merge: mergeSpend,
    solve: (groups) => {
      const customers = groups.reduce((sum, group) => sum + group.customers, 0);
      return customers < FEWEST_CUSTOMERS ? undefined : solveSpend(groups);
    },
  };
}
