import { hash48 } from '#core/kernel/hash.ts';
import type { Completion, Order } from '#core/profiles/order.ts';
import { readOfferCode } from './offer-code.ts';

/** What is known of an order in which codes were used, whatever came first: its completion, its refunds, its end. */
export interface OfferOrder {
  readonly codes: readonly string[];
  readonly atMs: number;
  /** When anything was heard of it last, UTC epoch ms. */
  readonly heardAtMs: number;
  readonly currency: string;
  /** Before what was taken off, minor units; undefined where nobody said. */
  readonly goodsMinor: number | undefined;
  readonly paidMinor: number | undefined;
  readonly productIds: readonly string[];
  readonly isCancelled: boolean;
  /** By hash of the refund's message: minor units, null = all of it. */
  readonly refunds: Readonly<Record<string, number | null>>;
}

/** Nothing was said yet. */
export const noOfferOrder: OfferOrder = {
  codes: [],
  atMs: 0,
  heardAtMs: 0,
  currency: '',
  goodsMinor: undefined,
  paidMinor: undefined,
  productIds: [],
  isCancelled: false,
  refunds: {},
};

/** An order after one more statement about it; the order of statements does not matter, nor does hearing one twice. */
export function hearOrder(
  known: OfferOrder,
  said: Order,
  { codes, atMs }: { readonly codes: readonly string[]; readonly atMs: number },
): OfferOrder {
  const refunds = { ...known.refunds };
  for (const { messageHash, amountMinor } of said.refunds) refunds[messageHash] = amountMinor ?? null;
  return {
    ...known,
    ...(said.completion !== undefined && completed(said.completion, codes)),
    heardAtMs: Math.max(known.heardAtMs, atMs),
    isCancelled: known.isCancelled || said.cancelledSeconds !== undefined,
    refunds,
  };
}

function completed(
  { atSeconds, currency, amountMinor, discountMinor, lines }: Completion,
  codes: readonly string[],
) {
  return {
    codes,
    atMs: atSeconds * 1000,
    currency,
    goodsMinor: amountMinor === undefined ? undefined : amountMinor + discountMinor,
    paidMinor: amountMinor,
    productIds: lines.map(({ productId }) => productId),
  };
}

/** Was the order cancelled, or refunded whole? A refund that names no amount is of everything. */
export function isReversed({ isCancelled, refunds, paidMinor }: OfferOrder): boolean {
  const amounts = Object.values(refunds);
  if (isCancelled || amounts.includes(null)) return true;
  const sum = amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
  return amounts.length > 0 && paidMinor !== undefined && sum >= paidMinor;
}

/** Codes of ours that an order event names, for the order or for one of its products. */
export function codesIn(properties: Readonly<Record<string, unknown>>): readonly string[] {
  const products = Array.isArray(properties['products'])
    ? (properties['products'] as readonly unknown[])
    : [];
  const named = [properties, ...products].flatMap((one) => {
    const { coupon, coupon_code: code } = (one ?? {}) as Readonly<Record<string, unknown>>;
    return [coupon, code];
  });
  const codes = named.flatMap((text) => (typeof text === 'string' ? (readOfferCode(text) ?? []) : []));
  return [...new Set(codes)];
}

/** Name under which an order is kept: its id is somebody's business. */
export function orderNameOf(orderId: string): string {
  return hash48(orderId).toString(36);
}
