import { bounds } from './bounds.ts';

/** One product of an order. */
export interface OrderLine {
  /** Empty if the shop did not say. */
  readonly productId: string;
  readonly quantity: number;
  /** Price times quantity in minor units of the order's currency, rounded; undefined if no price was given. */
  readonly amountMinor: number | undefined;
}

/** What an `Order Completed` says. */
export interface Completion {
  /** UTC epoch seconds. */
  readonly atSeconds: number;
  /** `hash48` of the message id: decides between two statements of the same second. */
  readonly messageHash: number;
  /** Offset of the customer's wall clock at that instant, in quarters of an hour east of UTC. */
  readonly offsetQuarters: number;
  /** False where the shop gave a day only: it feeds no hour of the week. */
  readonly isHourKnown: boolean;
  /** `web`, `app`, `pos`, …; empty if not said. */
  readonly channel: string;
  /** Empty for an order that belongs to no store. */
  readonly storeId: string;
  /** ISO 4217. */
  readonly currency: string;
  /** What was paid, in minor units; undefined if not said, 0 for free. */
  readonly amountMinor: number | undefined;
  /** In minor units; 0 for none. */
  readonly discountMinor: number;
  /** Empty for none. */
  readonly coupon: string;
  /** Bought for somebody else: feeds no rhythm. */
  readonly isGift: boolean;
  /** Pieces over all lines, kept or not. */
  readonly units: number;
  readonly lineCount: number;
  /** The first 24 lines, while the order is among the newest 64. */
  readonly lines: readonly OrderLine[];
}

/** Money given back. */
export interface Refund {
  readonly atSeconds: number;
  /** `hash48` of the message id. */
  readonly messageHash: number;
  readonly currency: string;
  /** Undefined: the whole order. */
  readonly amountMinor: number | undefined;
}

/**
 * All that is known of one order id. Joining two of these is commutative, associative and idempotent, so a refund
 * may come before its order, and anything may come twice.
 */
export interface Order {
  /** `hash48` of the order id. */
  readonly orderHash: number;
  /** The newest statement; undefined while only a refund or a cancellation is known. */
  readonly completion: Completion | undefined;
  /** The first cancellation, UTC epoch seconds. */
  readonly cancelledSeconds: number | undefined;
  /** Newest first, at most 4. */
  readonly refunds: readonly Refund[];
}

/** Where an order stands among others. */
export interface OrderKey {
  readonly atSeconds: number;
  readonly orderHash: number;
}

/** An order stands at its completion; without one at its newest undoing. */
export function keyOf(order: Order): OrderKey {
  const { completion, cancelledSeconds, refunds, orderHash } = order;
  const atSeconds =
    completion?.atSeconds ?? Math.max(cancelledSeconds ?? -Infinity, refunds[0]?.atSeconds ?? -Infinity);
  return { atSeconds, orderHash };
}

/** Below 0 if `left` is the newer. */
export function compareNewestFirst(left: OrderKey, right: OrderKey): number {
  return right.atSeconds - left.atSeconds || right.orderHash - left.orderHash;
}

interface Statement {
  readonly atSeconds: number;
  readonly messageHash: number;
}

function newestFirst(left: Statement, right: Statement): number {
  return right.atSeconds - left.atSeconds || right.messageHash - left.messageHash;
}

function newerCompletion(
  left: Completion | undefined,
  right: Completion | undefined,
): Completion | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return newestFirst(left, right) <= 0 ? left : right;
}

function joinRefunds(left: readonly Refund[], right: readonly Refund[]): readonly Refund[] {
  const added = right.filter((one) => !left.some((other) => newestFirst(one, other) === 0));
  if (added.length === 0) return left;
  return [...left, ...added].sort(newestFirst).slice(0, bounds.refundsPerOrder);
}

function earlier(left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return Math.min(left, right);
}

/** What two accounts of one order say together; the very same object if the second adds nothing. */
export function joinOrders(known: Order, stated: Order): Order {
  const completion = newerCompletion(known.completion, stated.completion);
  const cancelledSeconds = earlier(known.cancelledSeconds, stated.cancelledSeconds);
  const refunds = joinRefunds(known.refunds, stated.refunds);
  const isSame =
    completion === known.completion &&
    cancelledSeconds === known.cancelledSeconds &&
    refunds.length === known.refunds.length &&
    refunds.every((refund, index) => refund === known.refunds[index]);
  return isSame ? known : { orderHash: known.orderHash, completion, cancelledSeconds, refunds };
}

/** What of an order's amount was given back, in minor units of its currency; all of it if it was cancelled. */
export function refundedMinor(order: Order): number {
  const { completion, cancelledSeconds, refunds } = order;
  const amount = completion?.amountMinor ?? 0;
  if (cancelledSeconds !== undefined) return amount;
  let refunded = 0;
  for (const refund of refunds) {
    if (refund.amountMinor === undefined) return amount;
    if (refund.currency === completion?.currency) refunded += refund.amountMinor;
  }
  return Math.min(amount, refunded);
}

/** Does this order say when the customer buys for themselves? Not so gifts, free items and cancelled orders. */
export function feedsRhythm(order: Order): boolean {
  const { completion, cancelledSeconds } = order;
  return (
    completion !== undefined &&
    cancelledSeconds === undefined &&
    !completion.isGift &&
    completion.amountMinor !== 0
  );
}

/** Does this order say at which hour the customer buys for themselves? */
export function feedsHours(order: Order): boolean {
  return feedsRhythm(order) && order.completion?.isHourKnown === true;
}

const HOURS_PER_WEEK = 168;

/** Day of an order on the customer's calendar, days since 1970-01-01. */
export function localDayOf({ atSeconds, offsetQuarters }: Completion): number {
  return Math.floor((atSeconds + offsetQuarters * 900) / 86_400);
}

/** Hour of the week of an order on the customer's wall clock, 0 = Monday 00:00-00:59. */
export function hourOfWeekOf({ atSeconds, offsetQuarters }: Completion): number {
  const hours = Math.floor((atSeconds + offsetQuarters * 900) / 3600) + 72;
  return ((hours % HOURS_PER_WEEK) + HOURS_PER_WEEK) % HOURS_PER_WEEK;
}
