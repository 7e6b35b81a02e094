import type { Message } from '#core/events/message.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { minorUnitsToDecimal, toMinorUnits } from '#core/kernel/money.ts';
import { type ImportOrigin, importedMessage, present } from './import-message.ts';
import type { OrderNature, PurchaseLine } from './purchase-line.ts';

const EVENT: Readonly<Record<OrderNature, string>> = {
  completed: 'Order Completed',
  cancelled: 'Order Cancelled',
  refunded: 'Order Refunded',
};

/** Adds up exactly, in minor units; undefined if nothing is known. */
function sumMinor(amounts: readonly (number | undefined)[], currency: string): number | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  if (known.length === 0) return undefined;
  return known.reduce((sum, amount) => sum + toMinorUnits(amount, currency), 0);
}

function decimalOf(minor: number | undefined, currency: string): number | undefined {
  return minor === undefined ? undefined : Number(minorUnitsToDecimal(minor, currency));
}

/** The price of one piece, where the line's amount is a whole multiple of it. */
function priceOf(line: PurchaseLine, currency: string): number | undefined {
  if (line.amount === undefined) return undefined;
  const minor = toMinorUnits(line.amount, currency);
  return minor % line.quantity === 0 ? decimalOf(minor / line.quantity, currency) : undefined;
}

function productOf(line: PurchaseLine, currency: string): JsonObject {
  return present({
    product_id: line.productId,
    category: line.category,
    quantity: line.quantity,
    price: priceOf(line, currency),
    amount: decimalOf(sumMinor([line.amount], currency), currency),
    coupon: line.coupon,
  });
}

/** What all lines that say anything agree on. */
function common<T>(values: readonly (T | undefined)[]): T | undefined {
  const said = new Set(values.filter((value) => value !== undefined));
  return said.size === 1 ? [...said][0] : undefined;
}

/** An order's total in integer minor units; undefined if no line has an amount. */
export function orderTotalMinor(lines: readonly PurchaseLine[], currency: string): number | undefined {
  return sumMinor(
    lines.map((line) => line.amount),
    currency,
  );
}

/**
 * One basket as one message, in the customer's words `Order Completed` with its products, or `Order Cancelled` or
 * `Order Refunded`. Its id is that of its last line; its time is the earliest of its lines.
 * @param lines of one order, customer and nature, ascending by line; at least one.
 */
export function orderMessage(
  lines: readonly [PurchaseLine, ...PurchaseLine[]],
  currency: string,
  origin: ImportOrigin,
): Message {
  const [first] = lines;
  const last = lines.at(-1) ?? first;
  const moment = lines.reduce((a, { moment: b }) => (b.atMs < a.atMs ? b : a), first.moment);
  const total = orderTotalMinor(lines, currency);
  const discount = sumMinor(
    lines.map((line) => line.discount),
    currency,
  );
  const properties = present({
    order_id: first.orderId,
    total: decimalOf(total, currency),
    currency: total === undefined ? undefined : currency,
    discount: discount === 0 ? undefined : decimalOf(discount, currency),
    coupon: common(lines.map((line) => line.coupon)),
    store_id: common(lines.map((line) => line.storeId)),
    channel: common(lines.map((line) => line.channel)),
    tax_included: common(lines.map((line) => line.taxIncluded)),
    gift: lines.some((line) => line.gift === true) ? true : undefined,
    products: lines.map((line) => productOf(line, currency)),
  });
  const row = { line: last.line, customerId: first.customerId, moment };
  return importedMessage(origin, row, { type: 'track', event: EVENT[first.nature], properties });
}
