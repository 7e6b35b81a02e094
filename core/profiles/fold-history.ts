import type { CustomerEvent, CustomerRecord } from '#core/events/customer-event.ts';
import { ARRIVAL_EVENT_NAMES, isAnswer } from '#core/events/message-answer.ts';
import type { Rejection } from '#core/events/rejection.ts';
import { reject } from '#core/events/rejection-sentences.ts';
import { bounds } from './bounds.ts';
import type { FoldSettings } from './fold-settings.ts';
import { ANSWERED, type GoalReached } from './goal-reached.ts';
import type { HistoryPart } from './history-part.ts';
import { isAtOrBelow, withMark } from './inbox.ts';
import { newestSet, type SetRule } from './newest-set.ts';
import { type Attendance, attendanceOf, type OfflineTouch, offlineTouchOf } from './offline.ts';
import type { Order } from './order.ts';
import { oldestKept, openOrderBook } from './order-book.ts';
import { orderStatement } from './order-statement.ts';

const orderEvents: ReadonlySet<string> = new Set(['Order Completed', 'Order Refunded', 'Order Cancelled']);
const offlineEvents = ['Store Entered', 'Store Exited', 'Zone Dwelled', 'In-Store Event Attended'];

/** By name: always, or where the event answers a message. Every event is asked, so it is one look. */
const historyEvents: ReadonlyMap<string, 'always' | 'answer'> = new Map([
  ...[...orderEvents, ...offlineEvents].map((name) => [name, 'always'] as const),
  ...[...ARRIVAL_EVENT_NAMES, 'page'].map((name) => [name, 'answer'] as const),
]);

/** Does this event change the history part? */
export function isHistoryEvent(event: CustomerEvent, settings: FoldSettings): boolean {
  const when = historyEvents.get(event.name);
  if (when === 'always') return true;
  return (when === 'answer' && isAnswer(event)) || isGoal(event.name, settings);
}

/** Under which name the event is kept among the goals, if it is. */
function goalOf(event: CustomerEvent, settings: FoldSettings): string | undefined {
  if (isGoal(event.name, settings)) return event.name;
  return isAnswer(event) ? ANSWERED : undefined;
}

function isGoal(name: string, { goalEvents }: FoldSettings): boolean {
  return goalEvents?.includes(name) === true;
}

/** Folds into the history part. Opened per customer key and batch. */
export interface HistoryFold {
  /** What follows came in this record. */
  beginRecord(record: CustomerRecord): void;
  /** @returns why the event is refused, or undefined once it is folded. */
  fold(event: CustomerEvent): Rejection | undefined;
  /** The part itself if nothing changed. */
  close(): HistoryPart;
}

const late = reject('late', 'properties.order_id');

const touchRule: SetRule<OfflineTouch> = {
  limit: bounds.offlineTouches,
  identityOf: ({ kind, storeId, zoneId, atSeconds }) => `${atSeconds}\n${kind}\n${storeId}\n${zoneId}`,
  compare: (left, right) =>
    right.atSeconds - left.atSeconds ||
    compareText(left.kind, right.kind) ||
    compareText(left.storeId, right.storeId) ||
    compareText(left.zoneId, right.zoneId) ||
    right.dwellSeconds - left.dwellSeconds ||
    compareText(left.category, right.category),
};

const attendanceRule: SetRule<Attendance> = {
  limit: bounds.attendances,
  identityOf: ({ storeId, eventId }) => `${storeId}\n${eventId}`,
  compare: (left, right) =>
    right.atSeconds - left.atSeconds ||
    compareText(left.eventId, right.eventId) ||
    compareText(left.storeId, right.storeId) ||
    compareText(left.kind, right.kind),
};

const goalRule: SetRule<GoalReached> = {
  limit: bounds.goals,
  identityOf: ({ name, atSeconds }) => `${atSeconds}\n${name}`,
  compare: (left, right) => right.atSeconds - left.atSeconds || compareText(left.name, right.name),
};

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Visits and dwells of two sources as one set. */
export const joinTouches = (
  known: readonly OfflineTouch[],
  added: readonly OfflineTouch[],
): readonly OfflineTouch[] => newestSet(known, added, touchRule);

/** Attendances of two sources as one set. */
export const joinAttendances = (
  known: readonly Attendance[],
  added: readonly Attendance[],
): readonly Attendance[] => newestSet(known, added, attendanceRule);

/** Goals of two sources as one set. */
export const joinGoals = (
  known: readonly GoalReached[],
  added: readonly GoalReached[],
): readonly GoalReached[] => newestSet(known, added, goalRule);

/**
 * Opens a history. Folding is a union of sets, so doing it twice changes nothing; the marks are for what a union
 * cannot tell: whether an order that is no longer kept was counted by an attempt that stopped before the hot part.
 * @param isAhead does an earlier attempt at this batch stand in the history already?
 */
export function openHistory(part: HistoryPart, settings: FoldSettings, isAhead: boolean): HistoryFold {
  const { delivery, state } = part;
  const lateBefore = isAhead ? delivery.lateBefore : oldestKept(state.orders);
  const book = openOrderBook(state, lateBefore);
  const touches: OfflineTouch[] = [];
  const attendances: Attendance[] = [];
  const goals: GoalReached[] = [];
  let marks = delivery.shardMarks;
  let isRepeat = false;

  const foldOrder = (order: Order): Rejection | undefined => {
    if (book.isLate(order)) return late;
    if (isRepeat) book.recall(order);
    book.join(order);
    return undefined;
  };

  return {
    beginRecord: ({ position }) => {
      isRepeat = isAtOrBelow(delivery.shardMarks, position);
      if (!isRepeat) marks = withMark(marks, position);
    },
    fold: (event) => {
      if (orderEvents.has(event.name)) {
        const statement = orderStatement(event, settings);
        return statement.ok ? foldOrder(statement.value) : statement.rejection;
      }
      const touch = offlineTouchOf(event);
      if (touch !== undefined) touches.push(touch);
      const attendance = attendanceOf(event);
      if (attendance !== undefined) attendances.push(attendance);
      const name = goalOf(event, settings);
      if (name !== undefined) goals.push({ name, atSeconds: Math.floor(event.atMs / 1000) });
      return undefined;
    },
    close: () => {
      const closed = book.close();
      const offlineTouches = joinTouches(state.offlineTouches, touches);
      const attended = joinAttendances(state.attendances, attendances);
      const reached = joinGoals(state.goals, goals);
      const isSame =
        !closed &&
        offlineTouches === state.offlineTouches &&
        attended === state.attendances &&
        reached === state.goals;
      if (isSame) return part;
      const { orders, earlier } = closed ?? state;
      return {
        delivery: { shardMarks: marks, lateBefore },
        state: { orders, earlier, offlineTouches, attendances: attended, goals: reached },
      };
    },
  };
}
