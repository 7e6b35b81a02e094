import type { ShardMark } from './delivery.ts';
import type { GoalReached } from './goal-reached.ts';
import { type HourCounts, noHours } from './hours.ts';
import type { Attendance, OfflineTouch } from './offline.ts';
import type { Order, OrderKey } from './order.ts';

/** Money of one currency. */
export interface Spend {
  /** ISO 4217. */
  readonly currency: string;
  /** Paid, before refunds and cancellations, minor units. */
  readonly paidMinor: number;
  /** Given back, minor units. */
  readonly refundedMinor: number;
}

/** Orders of one store. */
export interface StoreCount {
  readonly storeId: string;
  readonly orderCount: number;
}

/** Sums over the orders that are no longer kept one by one. */
export interface EarlierOrders {
  /** Entries pushed out, refunds without order included; above 0 the profile is truncated. */
  readonly entryCount: number;
  readonly orderCount: number;
  readonly cancelledCount: number;
  readonly units: number;
  readonly firstOrderSeconds: number | undefined;
  /** By currency code, at most 16; orders in further currencies are counted, their money is not. */
  readonly spend: readonly Spend[];
  /** By store id, at most 32; orders of further stores are counted in `orderCount` only. */
  readonly stores: readonly StoreCount[];
  readonly buyHours: HourCounts;
}

/** What folding a customer key's orders and visits gives: a function of the set of distinct events, within bounds. */
export interface HistoryState {
  /** The latest 512, newest first. */
  readonly orders: readonly Order[];
  readonly earlier: EarlierOrders;
  /** Newest first. */
  readonly offlineTouches: readonly OfflineTouch[];
  /** Newest first. */
  readonly attendances: readonly Attendance[];
  /** Newest first. */
  readonly goals: readonly GoalReached[];
}

/**
 * How far the history got, which may be further than the hot part after a crash between the two writes. Not part of
 * the folded state.
 */
interface HistoryDelivery {
  readonly shardMarks: readonly ShardMark[];
  /**
   * The oldest order kept before the batch written last, if 512 were kept: what that batch called late, so that its
   * repeat calls the same late.
   */
  readonly lateBefore: OrderKey | undefined;
}

/** The part of a profile that is written when an order, a visit or a goal changes it. */
export interface HistoryPart {
  readonly delivery: HistoryDelivery;
  readonly state: HistoryState;
}

/** No order pushed out yet. */
const noEarlierOrders: EarlierOrders = {
  entryCount: 0,
  orderCount: 0,
  cancelledCount: 0,
  units: 0,
  firstOrderSeconds: undefined,
  spend: [],
  stores: [],
  buyHours: noHours,
};

/** Before the first order and visit. */
const emptyHistoryState: HistoryState = {
  orders: [],
  earlier: noEarlierOrders,
  offlineTouches: [],
  attendances: [],
  goals: [],
};

/** A history that is not stored yet. */
export const emptyHistoryPart: HistoryPart = {
  delivery: { shardMarks: [], lateBefore: undefined },
  state: emptyHistoryState,
};
