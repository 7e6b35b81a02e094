import type { Product } from '../catalogue/products.ts';

export interface PurchaseLine {
  readonly product: Product;
  readonly quantity: number;
  /** KRW per unit as paid before order discounts; 0 for a free item (증정). */
  readonly priceKrw: number;
}

/** One order as it truly happened. */
export interface Purchase {
  readonly orderId: string;
  readonly customerIndex: number;
  /** 0 for the person's first. */
  readonly ordinal: number;
  readonly atMs: number;
  readonly channel: 'app' | 'web' | 'store';
  readonly storeId: string | undefined;
  readonly lines: readonly PurchaseLine[];
  readonly couponCode: string | undefined;
  /** KRW off the whole order, by coupon and points. */
  readonly discountKrw: number;
  readonly pointsKrw: number;
  readonly gift: boolean;
  readonly outcome: 'kept' | 'cancelled' | 'refunded';
  /** When it was cancelled or refunded; the order's instant if kept. */
  readonly outcomeAtMs: number;
}

/** Σ price × quantity, KRW. */
export function subtotalKrw(purchase: Purchase): number {
  return purchase.lines.reduce((sum, line) => sum + line.priceKrw * line.quantity, 0);
}

/** What was paid for the goods, KRW with VAT, without shipping. */
export function paidKrw(purchase: Purchase): number {
  return subtotalKrw(purchase) - purchase.discountKrw;
}

/** Shipping: free from 30,000 won and in stores. */
export function shippingKrw(purchase: Purchase): number {
  return purchase.channel === 'store' || paidKrw(purchase) >= 30_000 ? 0 : 3_000;
}
