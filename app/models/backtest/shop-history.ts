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
  /** Whether any line says what it cost. */
  isPriced: boolean;
  readonly products: number[];
}

/** One customer: orders by time, and the same as days and baskets. */
export interface CustomerHistory {
  readonly id: string;
  readonly timeline: OrderTimeline;
  readonly baskets: BasketSequence;
  /** Day of each basket. */
  readonly basketDays: readonly number[];
  /** Hour of the week (Monday 0 h = 0) of each order on no holiday, oldest first, with its day. */
  readonly hours: readonly { readonly day: number; readonly hourOfWeek: number }[];
}

/** Everything a back-test reads. Days count from 1970-01-01. */
export interface ShopHistory {
  readonly customers: readonly CustomerHistory[];
  readonly products: readonly string[];
  readonly lines: number;
  readonly leftOut: number;
  /** Orders on holidays, which tell no hour. */
  readonly holidayOrders: number;
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

/** In a shop with prices, an order of nothing but free things tells no rhythm; a first order starts the clock anyway. */
function paidOrders(orders: readonly Order[], hasPrices: boolean): readonly Order[] {
  return orders.filter(({ amount, isPriced }, i) => i === 0 || !hasPrices || !isPriced || amount > 0);
}

function customerHistory(id: string, orders: readonly Order[], hasPrices: boolean): CustomerHistory {
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
  const paid = paidOrders(orders, hasPrices);
  const hours = paid.map(({ localAtMs }) => ({
    day: Math.floor(localAtMs / DAY_MS),
    hourOfWeek: (Math.floor(localAtMs / HOUR_MS) + MONDAY_SHIFT_DAYS * 24) % 168,
  }));
  const sequence = { items: Int32Array.from(items), baskets: Int32Array.from(baskets) };
  return { id, timeline: orderTimeline(paid), baskets: sequence, basketDays, hours };
}

/**
 * Gathers lines in any order; lines of one order are one basket, at the time of its first line. What people buy on a
 * holiday (days since 1970-01-01) tells what they like and how often they come, but not at which hour.
 */
export class ShopHistoryBuilder {
  private readonly customers = new Map<string, Map<string, Order>>();
  private readonly productNumbers = new Map<string, number>();
  private lines = 0;
  private leftOut = 0;
  private readonly isHoliday: (day: number) => boolean;

  constructor(isHoliday: (day: number) => boolean = () => false) {
    this.isHoliday = isHoliday;
  }

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
      order = { localAtMs: line.localAtMs, amount: 0, isPriced: false, products: [] };
      orders.set(line.orderId, order);
    }
    order.amount += line.amount ?? 0;
    order.isPriced ||= line.amount !== null;
    if (line.productId !== null) order.products.push(this.productNumber(line.productId));
  }

  private productNumber(id: string): number {
    const known = this.productNumbers.get(id);
    if (known !== undefined) return known;
    this.productNumbers.set(id, this.productNumbers.size);
    return this.productNumbers.size - 1;
  }

  /** A file of zeros lacks prices; one with some holds free things. */
  private hasPrices(): boolean {
    let balance = 0;
    for (const orders of this.customers.values()) {
      for (const { amount } of orders.values()) balance += amount > 0 ? 1 : -1;
    }
    return balance > 0;
  }

  /** What was gathered. @throws InputError when no line told of a purchase. */
  build(): ShopHistory {
    if (this.customers.size === 0)
      throw new InputError('the file holds no purchase', { details: { problem: 'no_purchase' } });
    const hasPrices = this.hasPrices();
    let holidayOrders = 0;
    const customers = [...this.customers].map(([id, orders]) => {
      const sorted = [...orders.values()].sort((a, b) => a.localAtMs - b.localAtMs);
      const history = customerHistory(id, sorted, hasPrices);
      const hours = history.hours.filter(({ day }) => !this.isHoliday(day));
      holidayOrders += history.hours.length - hours.length;
      return { ...history, hours };
    });
    let firstDay = Infinity;
    let lastDay = -Infinity;
    for (const { timeline } of customers) {
      firstDay = Math.min(firstDay, timeline.days[0]!);
      lastDay = Math.max(lastDay, timeline.days[timeline.days.length - 1]!);
    }
    const { lines, leftOut } = this;
    const products = [...this.productNumbers.keys()];
    return { customers, products, lines, leftOut, holidayOrders, firstDay, lastDay };
  }
}
