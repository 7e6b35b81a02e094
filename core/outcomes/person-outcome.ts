import { goalTimes, ORDER_GOAL } from '#core/plan/goal.ts';
import type { ProfileView } from '#core/profiles/profile-view.ts';
import { type ClickFacts, judgeClick } from './human-click.ts';

/** Somebody whom an experiment counts, sent to or held out. */
export interface Assigned {
  readonly personId: string;
  /** `holdout`, or the arm's name. */
  readonly arm: string;
  /** Probability of the draw, (0, 1]. */
  readonly armProbability: number;
  /** From here on outcomes count: the send instant, or for the holdout the start of the campaign's window. UTC epoch ms. */
  readonly fromMs: number;
  /** Messages that a provider accepted, 0 or 1 per occurrence. */
  readonly acceptedCount: number;
  readonly clicks: readonly { readonly atMs: number; readonly facts: ClickFacts }[];
}

/** How long after its start an outcome counts, and what the shop's orders are made of. */
export interface OutcomeSettings {
  /** Event that the campaign is for. */
  readonly goal: string;
  readonly windowMs: number;
  /** Orders of another currency are left out, and counted. ISO 4217. */
  readonly currency: string;
  /** VAT within a price, e.g. 0.1 in Korea. */
  readonly vatRate: number;
  /** Cost of one piece, minor units; undefined where the shop has not said. */
  readonly costOf: (productId: string) => number | undefined;
}

/** What one person did in their window. Money in minor units. */
export interface PersonOutcome {
  /** Times that the goal was reached; of the goal `Order Completed` the same as `orders`. */
  readonly goals: number;
  readonly orders: number;
  readonly netOrders: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
  readonly discountMinor: number;
  readonly vatMinor: number;
  readonly goodsMinor: number;
  /** Orders of which a piece has no known cost: margin is not known. */
  readonly ordersWithoutCost: number;
  readonly otherCurrencyOrders: number;
  readonly storeVisits: number;
  readonly clicks: number;
  /** Clicks of P(human) of at least a half. */
  readonly humanClicks: number;
  readonly hasOrderedAfterClick: boolean;
  readonly hadOrderedBefore: boolean;
  readonly isDiscountOnly: boolean;
  /** Until the goal was first reached, ms; undefined if it was not: censored at the window's end. */
  readonly leadMs: number | undefined;
}

const HUMAN = 0.5;

/** What a person did within the window after `fromMs`, from their profile alone: late events and refunds count as soon as they are folded. */
export function outcomeOf(
  assigned: Assigned,
  profile: ProfileView,
  settings: OutcomeSettings,
): PersonOutcome {
  const toMs = assigned.fromMs + settings.windowMs;
  const within = (atMs: number): boolean => atMs >= assigned.fromMs && atMs < toMs;
  const all = profile.orders.map((order) => ({ order, atMs: Date.parse(order.at) }));
  const inWindow = all.filter(({ atMs }) => within(atMs));
  const counted = inWindow.filter(({ order }) => order.currency === settings.currency);
  const human = assigned.clicks.filter(
    ({ atMs, facts }) => within(atMs) && judgeClick(facts).probabilityHuman >= HUMAN,
  );
  const firstClickMs = Math.min(...human.map(({ atMs }) => atMs));
  const money = counted.map(({ order }) => moneyOf(order, settings));
  const sum = (of: (one: OrderMoney) => number): number => money.reduce((total, one) => total + of(one), 0);
  // Of orders those of the shop's currency alone.
  const goals =
    settings.goal === ORDER_GOAL
      ? counted.map(({ atMs }) => atMs)
      : goalTimes(settings.goal, profile).filter(within);
  const firstMs = Math.min(...goals);
  return {
    goals: goals.length,
    orders: counted.length,
    netOrders: counted.filter(({ order }) => isKept(order)).length,
    paidMinor: sum(({ paidMinor }) => paidMinor),
    refundedMinor: sum(({ refundedMinor }) => refundedMinor),
    discountMinor: sum(({ discountMinor }) => discountMinor),
    vatMinor: sum(({ vatMinor }) => vatMinor),
    goodsMinor: sum(({ goodsMinor }) => goodsMinor ?? 0),
    ordersWithoutCost: money.filter(({ goodsMinor }) => goodsMinor === undefined).length,
    otherCurrencyOrders: inWindow.length - counted.length,
    storeVisits: profile.storeVisits.filter(({ atSeconds }) => within(atSeconds * 1000)).length,
    clicks: assigned.clicks.filter(({ atMs }) => within(atMs)).length,
    humanClicks: human.length,
    hasOrderedAfterClick: counted.some(({ atMs }) => atMs >= firstClickMs),
    hadOrderedBefore: all.length < profile.orderCount || all.some(({ atMs }) => atMs < assigned.fromMs),
    isDiscountOnly: counted.length > 0 && counted.every(({ order }) => isDiscounted(order)),
    leadMs: Number.isFinite(firstMs) ? firstMs - assigned.fromMs : undefined,
  };
}

type Order = ProfileView['orders'][number];

interface OrderMoney {
  readonly paidMinor: number;
  readonly refundedMinor: number;
  readonly discountMinor: number;
  readonly vatMinor: number;
  readonly goodsMinor: number | undefined;
}

function moneyOf(order: Order, { vatRate, costOf }: OutcomeSettings): OrderMoney {
  const paidMinor = order.amountMinor ?? 0;
  const keptMinor = paidMinor - order.refundedMinor;
  return {
    paidMinor,
    refundedMinor: order.refundedMinor,
    discountMinor: order.discountMinor,
    vatMinor: keptMinor - Math.round(keptMinor / (1 + vatRate)),
    goodsMinor: isKept(order) ? goodsOf(order, costOf) : 0,
  };
}

function goodsOf(order: Order, costOf: OutcomeSettings['costOf']): number | undefined {
  let total = 0;
  for (const { productId, quantity } of order.lines) {
    const cost = costOf(productId);
    if (cost === undefined) return undefined;
    total += cost * quantity;
  }
  return order.lines.length === 0 ? undefined : total;
}

/** Neither cancelled nor given back whole. */
function isKept({ isCancelled, amountMinor, refundedMinor }: Order): boolean {
  return !isCancelled && (refundedMinor === 0 || refundedMinor < (amountMinor ?? 0));
}

function isDiscounted({ discountMinor, coupon }: Order): boolean {
  return discountMinor > 0 || coupon !== '';
}
