import { InputError } from '#core/kernel/errors.ts';
import type { BasketSequence } from '#core/models/next-product/basket-sequence.ts';
import type { OrderTimeline } from '#core/models/propensity/order-timeline.ts';

/** One line of a purchases file, already parsed. */
export interface PurchaseLine {
  readonly customerId: string;
  readonly orderId: string;
  /** Milliseconds since 1970 on the shop's own wall clock, so that days and hours are the shop's. */
  readonly localAtMs: number;
  readonly productId: string | null;
  /** What the line cost, in the shop's money; null where unknown. */
  readonly amount: number | null;
  /** A gift, or cancelled: it tells no rhythm and no taste. */
  readonly isLeftOut: boolean;
}

interface Order {
  readonly localAtMs: number;
  amount: number;
  readonly products: number[];
}

/** One customer: orders by time, and the same as days and baskets. */
export interface CustomerHistory {
  readonly id: string;
  readonly timeline: OrderTimeline;
  readonly baskets: BasketSequence;
  /** Day of each basket. */
  readonly basketDays: readonly number[];
  /** Hour of the week (Monday 0 h = 0) of each order, oldest first, with its day. */
  readonly hours: readonly { readonly day: number; readonly hourOfWeek: number }[];
}

/** Everything a back-test reads. Days count from 1970-01-01. */
export interface ShopHistory {
  readonly customers: readonly CustomerHistory[];
  readonly products: readonly string[];
  readonly lines: number;
  readonly leftOut: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** 1970-01-01 was a Thursday. */
const MONDAY_SHIFT_DAYS = 3;

function orderTimeline(orders: readonly Order[]): OrderTimeline {
  const spendByDay = new Map<number, number>();
  for (const { localAtMs, amount } of orders) {
    const day = Math.floor(localAtMs / DAY_MS);
    spendByDay.set(day, (spendByDay.get(day) ?? 0) + amount);
  }
  return { days: [...spendByDay.keys()], spend: [...spendByDay.values()] };
}

function customerHistory(id: string, orders: readonly Order[]): CustomerHistory {
  const items: number[] = [];
  const baskets: number[] = [];
  const basketDays: number[] = [];
  for (const { products, localAtMs } of orders) {
    if (products.length === 0) continue;
    for (const product of new Set(products)) {
      items.push(product);
      baskets.push(basketDays.length);
    }
    basketDays.push(Math.floor(localAtMs / DAY_MS));
  }
  const hours = orders.map(({ localAtMs }) => ({
    day: Math.floor(localAtMs / DAY_MS),
    hourOfWeek: (Math.floor(localAtMs / HOUR_MS) + MONDAY_SHIFT_DAYS * 24) % 168,
  }));
  const sequence = { items: Int32Array.from(items), baskets: Int32Array.from(baskets) };
  return { id, timeline: orderTimeline(orders), baskets: sequence, basketDays, hours };
}

/** Gathers lines in any order; lines of one order are one basket, at the time of its first line. */
export class ShopHistoryBuilder {
  private readonly customers = new Map<string, Map<string, Order>>();
  private readonly productNumbers = new Map<string, number>();
  private lines = 0;
  private leftOut = 0;

  /** Takes one line. */
  add(line: PurchaseLine): void {
    this.lines += 1;
    if (line.isLeftOut) {
      this.leftOut += 1;
      return;
    }
    let orders = this.customers.get(line.customerId);
    if (orders === undefined) this.customers.set(line.customerId, (orders = new Map<string, Order>()));
    let order = orders.get(line.orderId);
    if (order === undefined) {
      order = { localAtMs: line.localAtMs, amount: 0, products: [] };
      orders.set(line.orderId, order);
    }
    order.amount += line.amount ?? 0;
    if (line.productId !== null) order.products.push(this.productNumber(line.productId));
  }

  private productNumber(id: string): number {
    const known = this.productNumbers.get(id);
    if (known !== undefined) return known;
    this.productNumbers.set(id, this.productNumbers.size);
    return this.productNumbers.size - 1;
  }

  /** What was gathered. @throws InputError when no line told of a purchase. */
  build(): ShopHistory {
    if (this.customers.size === 0)
      throw new InputError('the file holds no purchase', { details: { problem: 'no_purchase' } });
    const customers = [...this.customers].map(([id, orders]) =>
      customerHistory(
        id,
        [...orders.values()].sort((a, b) => a.localAtMs - b.localAtMs),
      ),
    );
    let firstDay = Infinity;
    let lastDay = -Infinity;
    for (const { timeline } of customers) {
      firstDay = Math.min(firstDay, timeline.days[0]!);
      lastDay = Math.max(lastDay, timeline.days[timeline.days.length - 1]!);
    }
    const { lines, leftOut } = this;
    return { customers, products: [...this.productNumbers.keys()], lines, leftOut, firstDay, lastDay };
  }
}
