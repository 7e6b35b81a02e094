import { bounds } from './bounds.ts';
import { addEarlier } from './earlier-orders.ts';
import type { EarlierOrders, HistoryState } from './history-part.ts';
import { compareNewestFirst, joinOrders, keyOf, type Order, type OrderKey } from './order.ts';

/** Orders as they stand after a batch. */
interface ClosedBook {
  readonly orders: readonly Order[];
  readonly earlier: EarlierOrders;
}

/** The orders of one profile while a batch is folded. */
export interface OrderBook {
  /** Is this order unknown and too old to tell whether it was counted? */
  isLate(order: Order): boolean;
  /** Joins what is stated; the same twice changes nothing. */
  join(order: Order): void;
  /** Takes note of an order that an earlier attempt at this batch counted. */
  recall(order: Order): void;
  /** Undefined if nothing changed. */
  close(): ClosedBook | undefined;
}

/** The oldest order kept, once as many are kept as can be. */
export function oldestKept(orders: readonly Order[]): OrderKey | undefined {
  const oldest = orders.length >= bounds.orders ? orders.at(-1) : undefined;
  return oldest && keyOf(oldest);
}

/**
 * Opens the orders. Within a batch the book may hold more than 512: it is cut at the end, so that what is late does
 * not depend on the order inside the batch.
 * @param lateBefore orders that are older than this and not kept are late.
 */
export function openOrderBook(state: HistoryState, lateBefore: OrderKey | undefined): OrderBook {
  const book = new Map(state.orders.map((order) => [order.orderHash, order]));
  const counted = new Set<number>();
  let hasChanged = false;
  return {
    isLate: (order) =>
      lateBefore !== undefined &&
      !book.has(order.orderHash) &&
      compareNewestFirst(keyOf(order), lateBefore) > 0,
    join: (order) => {
      if (counted.has(order.orderHash)) return;
      const known = book.get(order.orderHash);
      const joined = known === undefined ? order : joinOrders(known, order);
      if (joined === known) return;
      book.set(order.orderHash, joined);
      hasChanged = true;
    },
    recall: (order) => {
      if (!book.has(order.orderHash)) counted.add(order.orderHash);
    },
    close: () => (hasChanged ? cut([...book.values()], state.earlier) : undefined),
  };
}

function cut(orders: Order[], earlierOrders: EarlierOrders): ClosedBook {
  orders.sort((left, right) => compareNewestFirst(keyOf(left), keyOf(right)));
  let earlier = earlierOrders;
  for (const order of orders.splice(bounds.orders).reverse()) earlier = addEarlier(earlier, order);
  return { orders: withNewestLines(orders), earlier };
}

/** Lines are kept for the newest completed orders only. Refunds without order do not count, since they may yet move. */
function withNewestLines(orders: readonly Order[]): readonly Order[] {
  let completed = 0;
  return orders.map((order) => {
    const { completion } = order;
    if (completion === undefined) return order;
    completed += 1;
    if (completed <= bounds.ordersWithLines || completion.lines.length === 0) return order;
    return { ...order, completion: { ...completion, lines: [] } };
  });
}
