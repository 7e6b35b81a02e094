import type { Assigned, PersonOutcome } from '#core/outcomes/person-outcome.ts';
import type { KpiSums } from './kpi-sums.ts';

const one = (condition: boolean): number => (condition ? 1 : 0);

/** What one person adds to the sums of every group that they are in. */
export function kpisOf({ acceptedCount }: Assigned, outcome: PersonOutcome): KpiSums {
  const { goals, orders, netOrders, humanClicks, storeVisits } = outcome;
  const isSentTo = acceptedCount > 0;
  return {
    people: 1,
    messages: acceptedCount,
    reached: one(isSentTo),
    responders: one(isSentTo && humanClicks + storeVisits + orders + goals > 0),
    clickers: one(humanClicks > 0),
    clickersWhoOrdered: one(outcome.hasOrderedAfterClick && humanClicks > 0),
    storeVisitors: one(storeVisits > 0),
    goalReachers: one(goals > 0),
    buyers: one(orders > 0),
    netBuyers: one(netOrders > 0),
    repeatBuyers: one(orders > 0 && outcome.hadOrderedBefore),
    discountOnlyBuyers: one(outcome.isDiscountOnly),
    orders,
    netOrders,
    paidMinor: outcome.paidMinor,
    refundedMinor: outcome.refundedMinor,
    discountMinor: outcome.discountMinor,
    vatMinor: outcome.vatMinor,
    goodsMinor: outcome.goodsMinor,
  };
}
