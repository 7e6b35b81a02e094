import { currencyDecimals } from '#core/kernel/money.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { Considered } from '#core/plan/audience/judge-audience.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import { goalTimes, ORDER_GOAL } from '#core/plan/goal.ts';
import type { MeasuredUplift, UpliftBasis } from './measured-uplift.ts';
import { meanOrderValue, type PooledFacts, tenureDays } from './pooled-facts.ts';

/** Days within which an answer counts. */
export const ANSWER_DAYS = 7;
/** The pooled rate counts as this many days of a person's own history. */
const PRIOR_DAYS = 90;

/** What a message is expected to add, before its hour and its cost. */
export interface ExpectedValue {
  /** Times that one message has its goal reached, an order as a rule, at an average hour, 0-1. */
  readonly addedGoals: number;
  /** What one of them leaves, brand's currency. */
  readonly margin: number;
  /** `response` is the campaign's assumption; the others were measured by experiments. */
  readonly basis: UpliftBasis;
}

/**
 * Uplift where measured; else the probability to buy within a week, times the campaign's assumption. Of a goal that is
 * no order nothing was measured yet: the probability is that of reaching it.
 */
export function expectedValue(
  person: Considered,
  campaign: Pick<Campaign, 'value' | 'goal'>,
  shop: Shop,
): ExpectedValue {
  const { assumedUplift, goalValue } = campaign.value;
  const margin = marginOf(person, campaign, shop);
  if (campaign.goal.event !== ORDER_GOAL) {
    const reaches = goalProbability(person, campaign.goal.event, shop);
    return { addedGoals: reaches * assumedUplift, margin: goalValue ?? margin, basis: 'response' };
  }
  const measured = shop.uplift.ordersPerMessage(person);
  if (measured !== undefined)
    return { addedGoals: Math.max(0, measured.orders), margin, basis: measured.basis };
  const buys = person.predictions?.buyWithin?.days7 ?? naiveProbability(person, shop);
  return { addedGoals: buys * assumedUplift, margin, basis: 'response' };
}

/** What everybody together says. */
interface Shop {
  readonly facts: PooledFacts;
  readonly currency: string;
  readonly nowMs: number;
  readonly uplift: Pick<MeasuredUplift, 'ordersPerMessage'>;
}

/** What an order of this person leaves, brand's currency. */
function marginOf(
  { predictions }: Considered,
  { value: { marginShare, orderValue } }: Pick<Campaign, 'value'>,
  { facts, currency }: Shop,
): number {
  const predicted = predictions?.expectedOrderMinor;
  const worth =
    predicted === undefined
      ? (meanOrderValue(facts, currency) ?? orderValue ?? 0)
      : predicted / 10 ** currencyDecimals(currency);
  return worth * marginShare;
}

/** Where nobody ever reached a goal: one person in a hundred would, within the answer window. */
const UNSEEN_GOAL = 0.01;

/** P(the goal within the answer window) from the person's own past, pulled towards everybody's since it was first seen. */
function goalProbability(
  { row }: Considered,
  goal: string,
  { facts, nowMs }: { readonly facts: PooledFacts; readonly nowMs: number },
): number {
  if (facts.goalCount === 0) return UNSEEN_GOAL;
  const days = Math.max(ANSWER_DAYS, (nowMs - facts.goalSinceMs) / DAY_MS);
  const everybody = facts.goalCount / facts.personCount / days;
  const own = goalTimes(goal, row.profile).length;
  const rate = (own + everybody * PRIOR_DAYS) / (days + PRIOR_DAYS);
  return 1 - Math.exp(-rate * ANSWER_DAYS);
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
