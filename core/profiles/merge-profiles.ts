import { mergeActivities } from './activity.ts';
import { addSpend, addStore } from './earlier-orders.ts';
import { joinAttendances, joinGoals, joinTouches } from './fold-history.ts';
import { mergeTouches } from './fold-hot.ts';
import type { EarlierOrders, HistoryState } from './history-part.ts';
import type { HotState } from './hot-part.ts';
import { mergeHours } from './hours.ts';
import { openOrderBook } from './order-book.ts';
import { joinAddresses } from './reach.ts';
import { newest } from './register.ts';
import { keepThirdParty, withoutExpired } from './third-party.ts';

function least(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);
}

function most(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.max(left, right);
}

/**
 * The hot states of two customer keys of one person as one: the same as if all events had come under one key.
 * Commutative and associative. Stored parts are never merged, so that taking the link away restores each.
 */
export function mergeHotStates(left: HotState, right: HotState, brandZone: string): HotState {
  const lastSeenSeconds = most(left.lastSeenSeconds, right.lastSeenSeconds);
  return {
    firstSeenSeconds: least(left.firstSeenSeconds, right.firstSeenSeconds),
    lastSeenSeconds,
    joinedSeconds: least(left.joinedSeconds, right.joinedSeconds),
    zone: newest(left.zone, right.zone),
    locale: newest(left.locale, right.locale),
    city: newest(left.city, right.city),
    region: newest(left.region, right.region),
    nearStore: newest(left.nearStore, right.nearStore),
    activity: mergeActivities(left.activity, right.activity),
    browseHours: mergeHours(left.browseHours, right.browseHours),
    ...mergeTouches(left, right, brandZone),
    pointsEarned: left.pointsEarned + right.pointsEarned,
    pointsRedeemed: left.pointsRedeemed + right.pointsRedeemed,
    clampedCount: left.clampedCount + right.clampedCount,
    thirdParty: withoutExpired(keepThirdParty(left.thirdParty, right.thirdParty), lastSeenSeconds ?? 0),
    addresses: joinAddresses(left.addresses, right.addresses),
  };
}

function mergeEarlier(left: EarlierOrders, right: EarlierOrders): EarlierOrders {
  return {
    entryCount: left.entryCount + right.entryCount,
    orderCount: left.orderCount + right.orderCount,
    cancelledCount: left.cancelledCount + right.cancelledCount,
    units: left.units + right.units,
    firstOrderSeconds: least(left.firstOrderSeconds, right.firstOrderSeconds),
    spend: right.spend.reduce(addSpend, left.spend),
    stores: right.stores.reduce(addStore, left.stores),
    buyHours: mergeHours(left.buyHours, right.buyHours),
  };
}

/** The histories of two customer keys of one person as one; an order that both have (a till's and the app's) is one. */
export function mergeHistoryStates(left: HistoryState, right: HistoryState): HistoryState {
  const earlier = mergeEarlier(left.earlier, right.earlier);
  const book = openOrderBook({ ...left, earlier }, undefined);
  for (const order of right.orders) book.join(order);
  const closed = book.close() ?? { orders: left.orders, earlier };
  return {
    orders: closed.orders,
    earlier: closed.earlier,
    offlineTouches: joinTouches(left.offlineTouches, right.offlineTouches),
    attendances: joinAttendances(left.attendances, right.attendances),
    goals: joinGoals(left.goals, right.goals),
  };
}
