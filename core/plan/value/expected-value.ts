import { currencyDecimals } from '#core/kernel/money.ts';
import type { Considered } from '#core/plan/audience/judge-audience.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import type { MeasuredUplift, UpliftBasis } from './measured-uplift.ts';
import { meanOrderValue, type PooledFacts, tenureDays } from './pooled-facts.ts';

/** Days within which an answer counts. */
export const ANSWER_DAYS = 7;
/** The pooled rate counts as this many days of a person's own history. */
const PRIOR_DAYS = 90;

/** What a message is expected to add, before its hour and its cost. */
export interface ExpectedValue {
  /** Orders that one message adds at an average hour, 0-1. */
  readonly addedOrders: number;
  /** What one of them leaves, brand's currency. */
  readonly margin: number;
  /** `response` is the campaign's assumption; the others were measured by experiments. */
  readonly basis: UpliftBasis;
}

/** Uplift where measured; else the probability to buy within a week, times the campaign's assumption. */
export function expectedValue(
  person: Considered,
  campaign: Pick<Campaign, 'value'>,
  shop: {
    readonly facts: PooledFacts;
    readonly currency: string;
    readonly nowMs: number;
    readonly uplift: Pick<MeasuredUplift, 'ordersPerMessage'>;
  },
): ExpectedValue {
  const { predictions } = person;
  const { marginShare, assumedUplift, orderValue: named } = campaign.value;
  const scale = 10 ** currencyDecimals(shop.currency);
  const predicted = predictions?.expectedOrderMinor;
  const worth =
    predicted === undefined ? (meanOrderValue(shop.facts, shop.currency) ?? named ?? 0) : predicted / scale;
  const margin = worth * marginShare;
  const measured = shop.uplift.ordersPerMessage(person);
  if (measured !== undefined)
    return { addedOrders: Math.max(0, measured.orders), margin, basis: measured.basis };
  const buys = predictions?.buyWithin?.days7 ?? naiveProbability(person, shop);
  return { addedOrders: buys * assumedUplift, margin, basis: 'response' };
}

/** P(an order within a week) from the person's own rate, pulled towards everybody's: what a shop knows on its first day. */
function naiveProbability(
  { row }: Considered,
  { facts, nowMs }: { readonly facts: PooledFacts; readonly nowMs: number },
): number {
  const everybody = facts.tenureDays === 0 ? 0 : facts.orderCount / facts.tenureDays;
  const rate = (row.profile.orderCount + everybody * PRIOR_DAYS) / (tenureDays(row, nowMs) + PRIOR_DAYS);
  return 1 - Math.exp(-rate * ANSWER_DAYS);
}
