import type { CustomerEvent } from '#core/events/customer-event.ts';
import { isHourKnown } from '#core/events/hour-known.ts';
import { reject } from '#core/events/rejection-sentences.ts';
import { hash48 } from '#core/kernel/hash.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import { currencyDecimals } from '#core/kernel/money.ts';
import { zoneOffsetMs } from '#core/kernel/time.ts';
import { boundedId } from './bounded-text.ts';
import { bounds } from './bounds.ts';
import type { FoldSettings } from './fold-settings.ts';
import { amountOf, badMoney, currencyOf, numberOf, type Reading, read } from './money-of.ts';
import type { Completion, Order, OrderLine } from './order.ts';

const QUARTER_MS = 900_000;
/** Pieces of one line; what is above is a mistake. Keeps sums exact. */
const QUANTITY_LIMIT = 1_000_000_000;

/** What an order event says of its order, or why it cannot be taken. */
export function orderStatement(event: CustomerEvent, settings: FoldSettings): Reading<Order> {
  const orderId = boundedId(event.properties['order_id']);
  if (orderId === undefined)
    return { ok: false, rejection: reject('missing_field', 'properties.order_id', 'id') };
  const order: Order = {
    orderHash: hash48(orderId),
    completion: undefined,
    cancelledSeconds: undefined,
    refunds: [],
  };
  const atSeconds = Math.floor(event.atMs / 1000);
  if (event.name === 'Order Cancelled') return read({ ...order, cancelledSeconds: atSeconds });
  const currency = currencyOf(event.properties, settings.brandCurrency);
  if (!currency.ok) return currency;
  return event.name === 'Order Refunded'
    ? refundStatement(order, event, currency.value)
    : completionStatement(order, event, { ...settings, currency: currency.value });
}

/** Names under which shops report what was paid, the fullest first. */
const PAID = ['total', 'revenue', 'value'];

function refundStatement(order: Order, event: CustomerEvent, currency: string): Reading<Order> {
  const amount = amountOf(event.properties, PAID, currency);
  if (!amount.ok) return amount;
  const atSeconds = Math.floor(event.atMs / 1000);
  const refund = { atSeconds, messageHash: hash48(event.messageId), currency, amountMinor: amount.value };
  return read({ ...order, refunds: [refund] });
}

function completionStatement(
  order: Order,
  event: CustomerEvent,
  settings: FoldSettings & { readonly currency: string },
): Reading<Order> {
  const { properties } = event;
  const { currency } = settings;
  const lines = linesOf(properties, currency);
  if (!lines.ok) return lines;
  const paid = amountOf(properties, PAID, currency);
  if (!paid.ok) return paid;
  const discount = amountOf(properties, ['discount'], currency);
  if (!discount.ok) return discount;
  const completion: Completion = {
    atSeconds: Math.floor(event.atMs / 1000),
    messageHash: hash48(event.messageId),
    offsetQuarters: Math.round(zoneOffsetMs(event.zone ?? settings.brandZone, event.atMs) / QUARTER_MS),
    isHourKnown: isHourKnown(event),
    channel: channelOf(event),
    storeId: boundedId(properties['store_id']) ?? '',
    currency,
    amountMinor: paid.value ?? sumOf(lines.value),
    discountMinor: discount.value ?? 0,
    coupon: boundedId(properties['coupon']) ?? boundedId(properties['coupon_code']) ?? '',
    isGift: properties['gift'] === true,
    units: lines.value.reduce((sum, { quantity }) => sum + quantity, 0),
    lineCount: lines.value.length,
    lines: lines.value.slice(0, bounds.linesPerOrder),
  };
  return read({ ...order, completion });
}

function channelOf({ properties, context }: CustomerEvent): string {
  return boundedId(properties['channel']) ?? boundedId(context['source']) ?? '';
}

/** The lines' sum where the order itself gives no total; unknown if any line gives no price. */
function sumOf(lines: readonly OrderLine[]): number | undefined {
  if (lines.length === 0) return undefined;
  let sum = 0;
  for (const { amountMinor } of lines) {
    if (amountMinor === undefined) return undefined;
    sum += amountMinor;
  }
  return sum;
}

function linesOf(properties: JsonObject, currency: string): Reading<readonly OrderLine[]> {
  const products = properties['products'];
  if (!Array.isArray(products)) return read([]);
  const lines: OrderLine[] = [];
  for (const [index, product] of (products as readonly Json[]).entries()) {
    if (typeof product !== 'object' || product === null || Array.isArray(product)) continue;
    const line = lineOf(product as JsonObject, `properties.products[${index}].price`, currency);
    if (!line.ok) return line;
    lines.push(line.value);
  }
  return read(lines);
}

function lineOf(product: JsonObject, path: string, currency: string): Reading<OrderLine> {
  const productId = boundedId(product['product_id']) ?? boundedId(product['sku']) ?? '';
  const quantity = quantityOf(product['quantity']);
  const given = product['price'];
  if (given === undefined || given === null || given === '')
    return read({ productId, quantity, amountMinor: undefined });
  const price = numberOf(given);
  if (price === undefined || price < 0) return badMoney(path, 'amount');
  // Unit prices may be finer than the currency (three for a dollar): a line is rounded, an order's total never.
  const amountMinor = Math.round(
    Number((price * quantity * 10 ** currencyDecimals(currency)).toPrecision(15)),
  );
  if (!Number.isSafeInteger(amountMinor)) return badMoney(path);
  return read({ productId, quantity, amountMinor });
}

/** Pieces of a line; one if the shop does not say. */
function quantityOf(value: Json | undefined): number {
  const quantity = numberOf(value ?? 1);
  if (quantity === undefined || quantity < 0) return 1;
  return Math.min(QUANTITY_LIMIT, Math.round(quantity));
}
