import { currencyDecimals } from '#core/kernel/money.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { goalTimes, ORDER_GOAL } from '#core/plan/goal.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';

/** What all people together say, where one person's own evidence is thin. A sum: partitions merge by adding. */
export interface PooledFacts {
  readonly personCount: number;
  /** Orders by hour of week in the buyer's own zone. */
  readonly buyHours: Float64Array;
  readonly orderCount: number;
  /** Days from first order to now, over all buyers. */
  readonly tenureDays: number;
  /** Orders with an amount in the brand's currency, and what they came to in minor units. */
  readonly paidOrders: number;
  readonly paidMinor: number;
  /** Times that the campaign's goal was reached, where it is no order, and first of all: UTC epoch ms. */
  readonly goalCount: number;
  readonly goalSinceMs: number;
  /** Zones that people live in. */
  readonly zones: ReadonlySet<string>;
}

/** Nobody. */
export const noFacts: PooledFacts = {
  personCount: 0,
  buyHours: new Float64Array(168),
  orderCount: 0,
  tenureDays: 0,
  paidOrders: 0,
  paidMinor: 0,
  goalCount: 0,
  goalSinceMs: Infinity,
  zones: new Set(),
};

/** Days since the first order, whole, at least 1. */
export function tenureDays({ profile }: PersonRow, nowMs: number): number {
  if (profile.firstOrderAt === undefined) return 0;
  return Math.max(1, Math.floor((nowMs - Date.parse(profile.firstOrderAt)) / DAY_MS));
}

/** The sum with one more person; amounts in other currencies do not count. */
export function addPerson(
  facts: PooledFacts,
  row: PersonRow,
  at: { readonly nowMs: number; readonly currency: string; readonly goal?: string },
): PooledFacts {
  const { profile } = row;
  const paid = profile.orders.filter(
    ({ currency, amountMinor, isCancelled }) =>
      currency === at.currency && amountMinor !== undefined && amountMinor > 0 && !isCancelled,
  );
  // In place: millions of rows are summed.
  const { buyHours } = facts === noFacts ? { buyHours: new Float64Array(168) } : facts;
  profile.buyHours.forEach((count, hour) => {
    buyHours[hour]! += count;
  });
  const zones = facts === noFacts ? new Set<string>() : (facts.zones as Set<string>);
  if (profile.zone !== undefined) zones.add(profile.zone);
  const goals = at.goal === undefined || at.goal === ORDER_GOAL ? [] : goalTimes(at.goal, profile);
  return {
    personCount: facts.personCount + 1,
    buyHours,
    orderCount: facts.orderCount + profile.orderCount,
    tenureDays: facts.tenureDays + tenureDays(row, at.nowMs),
    paidOrders: facts.paidOrders + paid.length,
    paidMinor: facts.paidMinor + paid.reduce((sum, { amountMinor = 0 }) => sum + amountMinor, 0),
    goalCount: facts.goalCount + goals.length,
    goalSinceMs: Math.min(facts.goalSinceMs, ...goals),
    zones,
  };
}

/** Mean worth of an order, brand's currency; undefined where no order had an amount. */
export function meanOrderValue({ paidOrders, paidMinor }: PooledFacts, currency: string): number | undefined {
  return paidOrders === 0 ? undefined : paidMinor / paidOrders / 10 ** currencyDecimals(currency);
}
