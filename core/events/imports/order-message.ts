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

/** A message may have 32 KB, as Segment's may; the rest is for what surrounds the products. */
const MOST_PRODUCT_BYTES = 30_000;

/** No fewer than the text's bytes in UTF-8: no UTF-16 unit takes more than three. */
function mostBytes(text: string): number {
  return text.replaceAll(/[\u0080-\uffff]/g, '...').length;
}

/** Adds up exactly, in minor units; undefined if nothing is known. */
function sumMinor(amounts: readonly (number | undefined)[], currency: string): number | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  if (known.length === 0) return undefined;
  return known.reduce((sum, amount) => sum + toMinorUnits(amount, currency), 0);
}

function decimalOf(minor: number | undefined, currency: string): number | undefined {
  return minor === undefined ? undefined : Number(minorUnitsToDecimal(minor, currency));
}

/**
 * Price of one piece. Where the line's amount is no whole multiple of it, it is finer than the currency: times the
 * quantity and rounded to the currency it gives the amount again.
 */
function priceOf(
  { amount, quantity }: Pick<PurchaseLine, 'amount' | 'quantity'>,
  currency: string,
): number | undefined {
  const decimal = decimalOf(sumMinor([amount], currency), currency);
  return decimal === undefined ? undefined : decimal / quantity;
}

function productOf(line: PurchaseLine, currency: string): JsonObject {
  const { productId, category, quantity, coupon } = line;
  return present({ product_id: productId, category, quantity, price: priceOf(line, currency), coupon });
}

/**
 * The products of a message, which may not grow beyond what a message may hold: of a basket that is larger, the
 * lines that are left come as one, without a product, so that pieces and amounts stay exact.
 */
function productsOf(lines: readonly PurchaseLine[], currency: string): JsonObject {
  const products: JsonObject[] = [];
  let size = 0;
  for (const [index, line] of lines.entries()) {
    const product = productOf(line, currency);
    size += mostBytes(JSON.stringify(product)) + 1;
    if (size > MOST_PRODUCT_BYTES) {
      const rest = lines.slice(index);
      const quantity = rest.reduce((sum, { quantity }) => sum + quantity, 0);
      const amount = decimalOf(orderTotalMinor(rest, currency), currency);
      const one = present({ quantity, price: priceOf({ quantity, amount }, currency) });
      return { products: [...products, one], products_truncated: true };
    }
    products.push(product);
  }
  return { products };
}

/** What all lines that say anything agree on. */
function common<T>(values: readonly (T | undefined)[]): T | undefined {
  const said = new Set(values.filter((value) => value !== undefined));
  return said.size === 1 ? [...said][0] : undefined;
}

/** An order's total in integer minor units; undefined if no line has an amount. */
function orderTotalMinor(lines: readonly PurchaseLine[], currency: string): number | undefined {
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
    ...productsOf(lines, currency),
  });
  const row = { line: last.line, customerId: first.customerId, moment };
  return importedMessage(origin, row, { type: 'track', event: EVENT[first.nature], properties });
}
