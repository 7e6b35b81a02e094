import { MINUTE_MS, SECOND_MS } from '../calendar.ts';
import type { Random } from '../random.ts';
import { type Purchase, paidKrw, shippingKrw, subtotalKrw } from '../shopping/purchase.ts';
import { type Draft, track } from './message.ts';
import { productProperties } from './render-online.ts';

type Properties = Readonly<Record<string, unknown>>;

/** The order itself. Prices and totals contain VAT, as Korean shops print them; `tax` says how much. */
export function orderProperties(purchase: Purchase, language: 'ko' | 'en'): Properties {
  const revenue = paidKrw(purchase);
  const shipping = shippingKrw(purchase);
  return {
    order_id: purchase.orderId,
    total: revenue + shipping,
    subtotal: subtotalKrw(purchase),
    revenue,
    shipping,
    tax: Math.round((revenue + shipping) / 11),
    tax_included: true,
    discount: purchase.discountKrw,
    ...(purchase.couponCode === undefined ? {} : { coupon: purchase.couponCode }),
    currency: 'KRW',
    ...(purchase.gift ? { gift: true } : {}),
    ...(purchase.storeId === undefined ? {} : { store_id: purchase.storeId }),
    products: productsOf(purchase, language),
  };
}

function productsOf(purchase: Purchase, language: 'ko' | 'en'): readonly Properties[] {
  return purchase.lines.map((line) => {
    const product = productProperties(line.product, language);
    const isFree = line.priceKrw === 0;
    return { ...product, price: line.priceKrw, quantity: line.quantity, ...(isFree ? { free: true } : {}) };
  });
}

/** The clicks up to an order in app or browser. They end with the order, at its instant. */
export function renderOnlineOrder(
  purchase: Purchase,
  language: 'ko' | 'en',
  random: Random,
): readonly Draft[] {
  const { atMs } = purchase;
  const paid = purchase.lines.filter((line) => line.priceKrw > 0);
  const added = paid.map((line, index) => {
    const properties = { ...productProperties(line.product, language), quantity: line.quantity };
    return track(atMs - (paid.length - index + 3) * MINUTE_MS, 'Product Added', properties);
  });
  const viewed = random.chance(0.5)
    ? [track(atMs - 2 * MINUTE_MS, 'Cart Viewed', cartOf(purchase, language))]
    : [];
  const couponed =
    purchase.couponCode === undefined
      ? []
      : [track(atMs - 90 * SECOND_MS, 'Coupon Applied', couponOf(purchase, purchase.couponCode))];
  const checkout = track(atMs - MINUTE_MS, 'Checkout Started', {
    ...cartOf(purchase, language),
    checkout_id: `K-${purchase.orderId}`,
    value: paidKrw(purchase),
    currency: 'KRW',
  });
  return [
    ...added,
    ...viewed,
    ...couponed,
    checkout,
    track(atMs, 'Order Completed', orderProperties(purchase, language)),
  ];
}

function cartOf(purchase: Purchase, language: 'ko' | 'en'): Properties {
  return { cart_id: `B-${purchase.orderId}`, products: productsOf(purchase, language) };
}

function couponOf(purchase: Purchase, code: string): Properties {
  return {
    coupon_id: code,
    coupon_name: code,
    order_id: purchase.orderId,
    discount: purchase.discountKrw - purchase.pointsKrw,
  };
}

/** Points taken with the order and given a moment after it: 1 % of what was paid. */
export function renderPoints(purchase: Purchase): readonly Draft[] {
  const about = { order_id: purchase.orderId, unit: 'point' };
  const earned = Math.floor(paidKrw(purchase) / 100);
  const redeemed =
    purchase.pointsKrw === 0
      ? []
      : [track(purchase.atMs + 10 * SECOND_MS, 'Points Redeemed', { ...about, amount: purchase.pointsKrw })];
  if (earned === 0) return redeemed;
  return [...redeemed, track(purchase.atMs + 30 * SECOND_MS, 'Points Earned', { ...about, amount: earned })];
}

/** The order taken back: whole, with its products. */
export function renderUndo(purchase: Purchase, language: 'ko' | 'en'): readonly Draft[] {
  const event = purchase.outcome === 'cancelled' ? 'Order Cancelled' : 'Order Refunded';
  return [track(purchase.outcomeAtMs, event, orderProperties(purchase, language))];
}
