import type { PersonRow } from '#core/profiles/person-row.ts';

/** One basket of somebody, as far as personas look at it. */
export interface Basket {
  /** Days since 1970-01-01 on the customer's calendar. */
  readonly day: number;
  readonly products: readonly BasketLine[];
  /** `web`, `app`, `pos`, …; empty if not said. */
  readonly channel: string;
  /** A coupon was used or something was taken off. */
  readonly isDiscounted: boolean;
  /** Bought for somebody else: says nothing of their own taste. */
  readonly isGift: boolean;
  /** Paid less given back, minor units; 0 where not said. */
  readonly paidMinor: number;
}

/** One product of a basket. */
export interface BasketLine {
  readonly productId: string;
  readonly quantity: number;
  /** Price of one piece in minor units; undefined where not said. */
  readonly unitMinor: number | undefined;
}

/**
 * What personas are found from: what somebody bought, when and how. Nothing else of a profile is read: no place of
 * residence, no third-party segment, no demographic trait, no search word, no attendance.
 */
export interface Shopper {
  readonly personId: string;
  /** Oldest first; cancelled ones left out. */
  readonly baskets: readonly Basket[];
  /** Purchases by hour of the week, 168 counts, Monday 00:00 first. */
  readonly buyHours: readonly number[];
}

/** A person of a snapshot as a shopper. */
export function shopperOf({ personId, profile }: PersonRow): Shopper {
  const kept = profile.orders.filter(({ isCancelled }) => !isCancelled);
  const baskets = kept.map((order): Basket => {
    const products = order.lines.filter(({ productId }) => productId !== '');
    return {
      day: order.localDay,
      channel: order.channel,
      isDiscounted: order.discountMinor > 0 || order.coupon !== '',
      isGift: order.isGift,
      paidMinor: (order.amountMinor ?? 0) - order.refundedMinor,
      products: products.map(({ productId, quantity, amountMinor }) => ({
        productId,
        quantity,
        unitMinor: amountMinor === undefined || quantity <= 0 ? undefined : amountMinor / quantity,
      })),
    };
  });
  return { personId, baskets: baskets.reverse(), buyHours: profile.buyHours };
}

/** What the shop says of a product. */
export interface ProductFacts {
  readonly productId: string;
  readonly name: string;
  /** Empty if the shop names none. */
  readonly category: string;
  /** List price, minor units; undefined if not said. */
  readonly priceMinor: number | undefined;
}

/** Products by id. */
export type Catalogue = ReadonlyMap<string, ProductFacts>;
