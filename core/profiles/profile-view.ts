import { busiestDayCount } from './activity.ts';
import { bounds } from './bounds.ts';
import { addSpend } from './earlier-orders.ts';
import type { GoalReached } from './goal-reached.ts';
import type { HistoryState, Spend } from './history-part.ts';
import type { HotState } from './hot-part.ts';
import { countHour } from './hours.ts';
import type { Attendance } from './offline.ts';
import {
  type Completion,
  feedsRhythm,
  hourOfWeekOf,
  localDayOf,
  type Order,
  refundedMinor,
} from './order.ts';
import { feedsOwnHours } from './own-hours.ts';
import { type Reach, reachOf } from './reach.ts';
import { activeDayCount, medianGap, revisitCycleDays } from './rhythm.ts';
import { kindIndex, type SignalKind, signalKinds } from './signal-kinds.ts';
import { type SignalScores, signalScores } from './signals.ts';
import {
  type StoreView,
  type StoreVisit,
  storeViews,
  storeVisits,
  type ZoneStep,
  zoneSteps,
} from './store-views.ts';
import { thirdPartyView } from './third-party.ts';
import { cartOf, revisitedProducts, topSearches, watchedOf } from './touch-views.ts';

/** One order as people and models read it. */
interface OrderView {
  readonly at: string;
  /** The customer's own calendar day, days since 1970-01-01. */
  readonly localDay: number;
  /** Hour of the week on their wall clock, 0 = Monday 00:00; undefined where the order feeds no rhythm of hours. */
  readonly hourOfWeek: number | undefined;
  readonly channel: string;
  readonly storeId: string;
  readonly currency: string;
  readonly amountMinor: number | undefined;
  readonly refundedMinor: number;
  readonly discountMinor: number;
  readonly coupon: string;
  readonly isGift: boolean;
  readonly isCancelled: boolean;
  readonly units: number;
  readonly lines: Completion['lines'];
}

/** Spending of one currency, minor units. */
interface SpendView extends Spend {
  readonly netMinor: number;
}

/** The single customer view: what `kairos profile` shows. Each field is described in `profileFields`. */
export interface ProfileView {
  readonly firstSeenAt: string | undefined;
  readonly lastSeenAt: string | undefined;
  readonly joinedAt: string | undefined;
  readonly zone: string | undefined;
  readonly locale: string | undefined;
  readonly city: string | undefined;
  readonly region: string | undefined;
  readonly daysSinceLastOrder: number | undefined;
  readonly orderCount: number;
  readonly cancelledCount: number;
  readonly unitCount: number;
  readonly spend: readonly SpendView[];
  readonly firstOrderAt: string | undefined;
  readonly lastOrderAt: string | undefined;
  readonly orderCycleDays: number | undefined;
  readonly orders: readonly OrderView[];
  readonly pendingUndoCount: number;
  readonly signals: SignalScores;
  readonly eventCounts: Readonly<Partial<Record<SignalKind, number>>>;
  readonly activeDayCount: number;
  readonly revisitCycleDays: number | undefined;
  readonly revisitedProducts: readonly string[];
  readonly cart: readonly string[];
  readonly watchedProducts: readonly string[];
  readonly topSearches: readonly string[];
  readonly mentions: readonly string[];
  readonly nearStore: string | undefined;
  readonly browseHours: readonly number[];
  readonly buyHours: readonly number[];
  readonly stores: readonly StoreView[];
  readonly storeVisits: readonly StoreVisit[];
  readonly zoneSteps: readonly ZoneStep[];
  readonly attendances: readonly Attendance[];
  readonly goals: readonly { readonly name: string; readonly at: string }[];
  readonly pointsEarned: number;
  readonly pointsRedeemed: number;
  readonly thirdParty: Readonly<Record<string, readonly string[]>>;
  readonly reach: Reach | undefined;
  readonly clampedCount: number;
  readonly isSuspectedBot: boolean;
  readonly isTruncated: boolean;
}

const DAY_SECONDS = 86_400;

const instantOf = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();

function orderView(order: Order, completion: Completion, goals: readonly GoalReached[]): OrderView {
  const { channel, storeId, currency, amountMinor, discountMinor, coupon, isGift, units, lines } = completion;
  return {
    at: new Date(completion.atSeconds * 1000).toISOString(),
    localDay: localDayOf(completion),
    hourOfWeek: feedsOwnHours(order, goals) ? hourOfWeekOf(completion) : undefined,
    channel,
    storeId,
    currency,
    amountMinor,
    refundedMinor: refundedMinor(order),
    discountMinor,
    coupon,
    isGift,
    isCancelled: order.cancelledSeconds !== undefined,
    units,
    lines,
  };
}

interface Purchase {
  readonly order: Order;
  readonly completion: Completion;
}

function purchasesOf({ orders }: HistoryState): readonly Purchase[] {
  return orders.flatMap((order) =>
    order.completion === undefined ? [] : [{ order, completion: order.completion }],
  );
}

function spendOf({ earlier }: HistoryState, purchases: readonly Purchase[]): readonly SpendView[] {
  let spend = earlier.spend;
  for (const { order, completion } of purchases) {
    const { currency, amountMinor: paidMinor } = completion;
    if (paidMinor !== undefined)
      spend = addSpend(spend, { currency, paidMinor, refundedMinor: refundedMinor(order) });
  }
  return spend.map((sum) => ({ ...sum, netMinor: sum.paidMinor - sum.refundedMinor }));
}

function buyHoursOf({ earlier, goals }: HistoryState, purchases: readonly Purchase[]): readonly number[] {
  const hours = earlier.buyHours.slice();
  for (const { order, completion } of purchases)
    if (feedsOwnHours(order, goals)) countHour(hours, hourOfWeekOf(completion), 1);
  return hours;
}

/** Median days between days of buying for oneself. */
function orderCycleDays(purchases: readonly Purchase[]): number | undefined {
  const days = purchases
    .filter(({ order }) => feedsRhythm(order))
    .map(({ completion }) => localDayOf(completion));
  return medianGap([...new Set(days)].sort((left, right) => left - right));
}

function purchaseView(
  history: HistoryState,
  nowMs: number,
): Pick<
  ProfileView,
  | 'daysSinceLastOrder'
  | 'orderCount'
  | 'cancelledCount'
  | 'unitCount'
  | 'spend'
  | 'firstOrderAt'
  | 'lastOrderAt'
  | 'orderCycleDays'
  | 'orders'
  | 'pendingUndoCount'
  | 'buyHours'
> {
  const { earlier } = history;
  const purchases = purchasesOf(history);
  const cancelled = purchases.filter(({ order }) => order.cancelledSeconds !== undefined);
  const kept = purchases.filter(({ order }) => order.cancelledSeconds === undefined);
  const lastSeconds = purchases[0]?.completion.atSeconds;
  return {
    daysSinceLastOrder:
      lastSeconds === undefined ? undefined : Math.max(0, (nowMs / 1000 - lastSeconds) / DAY_SECONDS),
    orderCount: earlier.orderCount + purchases.length,
    cancelledCount: earlier.cancelledCount + cancelled.length,
    unitCount: earlier.units + kept.reduce((sum, { completion }) => sum + completion.units, 0),
    spend: spendOf(history, purchases),
    firstOrderAt: instantOf(earlier.firstOrderSeconds ?? purchases.at(-1)?.completion.atSeconds),
    lastOrderAt: instantOf(lastSeconds),
    orderCycleDays: orderCycleDays(purchases),
    orders: purchases.map(({ order, completion }) => orderView(order, completion, history.goals)),
    pendingUndoCount: history.orders.length - purchases.length,
    buyHours: buyHoursOf(history, purchases),
  };
}

function eventCountsOf({ activity }: HotState): Readonly<Partial<Record<SignalKind, number>>> {
  const counted = signalKinds.filter((kind) => (activity.totals[kindIndex(kind)] ?? 0) > 0);
  return Object.fromEntries(counted.map((kind) => [kind, activity.totals[kindIndex(kind)]]));
}

/**
 * The single customer view at an instant, from the parts of one key or from the merged parts of a person's keys.
 * @param today days since 1970-01-01 on the customer's calendar at `nowMs`.
 */
export function profileView(
  hot: HotState,
  history: HistoryState,
  { nowMs, today }: { readonly nowMs: number; readonly today: number },
): ProfileView {
  return {
    firstSeenAt: instantOf(hot.firstSeenSeconds),
    lastSeenAt: instantOf(hot.lastSeenSeconds),
    joinedAt: instantOf(hot.joinedSeconds),
    zone: hot.zone?.value,
    locale: hot.locale?.value,
    city: hot.city?.value,
    region: hot.region?.value,
    ...purchaseView(history, nowMs),
    signals: signalScores(hot.activity, today),
    eventCounts: eventCountsOf(hot),
    activeDayCount: activeDayCount(hot.activity),
    revisitCycleDays: revisitCycleDays(hot.activity),
    revisitedProducts: revisitedProducts(hot.views),
    cart: cartOf(hot.intents, history.orders),
    watchedProducts: watchedOf(hot.intents),
    topSearches: topSearches(hot.searches),
    mentions: [...new Set(hot.mentions.map(({ key }) => key))],
    nearStore: hot.nearStore?.value,
    browseHours: hot.browseHours,
    stores: storeViews(history),
    storeVisits: storeVisits(history.offlineTouches),
    zoneSteps: zoneSteps(history.offlineTouches),
    attendances: history.attendances,
    goals: history.goals.map(({ name, atSeconds }) => ({
      name,
      at: new Date(atSeconds * 1000).toISOString(),
    })),
    pointsEarned: hot.pointsEarned,
    pointsRedeemed: hot.pointsRedeemed,
    thirdParty: thirdPartyView(hot.thirdParty, nowMs),
    reach: reachOf(hot.addresses),
    clampedCount: hot.clampedCount,
    isSuspectedBot: busiestDayCount(hot.activity) > bounds.eventsPerDay,
    isTruncated: history.earlier.entryCount > 0,
  };
}
