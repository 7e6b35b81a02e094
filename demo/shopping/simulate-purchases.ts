import { DAY_MS, HOUR_MS, seoulClock, seoulDate, zoneOffsetMs } from '../calendar.ts';
import type { CategoryId } from '../catalogue/categories.ts';
import type { Product } from '../catalogue/products.ts';
import type { Customer } from '../people/customer.ts';
import { drawHour, weekdayWeight } from '../people/hours.ts';
import { type Random, randomOf } from '../random.ts';
import { CLOSES_AT_HOUR, OPENS_AT_HOUR } from '../stores.ts';
import {
  chooseCategory,
  chooseProduct,
  emptyShelf,
  giftChance,
  type Shelf,
  stock,
} from './choose-product.ts';
import { orderTimes } from './order-times.ts';
import type { Purchase, PurchaseLine } from './purchase.ts';

/** The shop as a shopper finds it: products by category, those worth giving away among them. */
export interface Shop {
  readonly seed: number;
  readonly byCategory: ReadonlyMap<CategoryId, readonly Product[]>;
  readonly samples: readonly Product[];
}

const coupons = [
  { code: 'PAYDAY10', share: 0.1 },
  { code: 'HELLO15', share: 0.15 },
  { code: 'MEMBER5', share: 0.05 },
] as const;
const SHORTEST_GAP_MS = 2 * HOUR_MS;

/** Everything that a person buys from the day they joined to the end of the span or their lapse, ordered. */
export function simulatePurchases(shop: Shop, customer: Customer, untilMs: number): readonly Purchase[] {
  const random = randomOf(shop.seed, 'purchases', customer.index);
  const shelf = emptyShelf();
  const purchases: Purchase[] = [];
  const endMs = Math.min(untilMs, customer.latent.lapsesMs);
  // Most buy on the day they join, others look around first.
  const firstMs = customer.joinedMs + random.pick([0, 0, 1, 3]) * DAY_MS + 0.5 * HOUR_MS;
  let earliestMs = firstMs;
  for (const wantedMs of orderTimes(customer.latent.rhythm, firstMs, random)) {
    if (wantedMs >= endMs) break;
    const channel = drawChannel(customer, random);
    const atMs = Math.max(earliestMs, instantNear(customer, wantedMs, channel, random));
    if (atMs >= endMs) break;
    purchases.push(buy({ shop, customer, shelf, random }, { atMs, channel, ordinal: purchases.length }));
    earliestMs = atMs + SHORTEST_GAP_MS;
  }
  return purchases;
}

function drawChannel(customer: Customer, random: Random): Purchase['channel'] {
  const { channelShares } = customer.latent;
  const open = (['app', 'web', 'store'] as const).filter(
    (channel) =>
      (channel !== 'app' || customer.app !== undefined) &&
      (channel !== 'store' || customer.zone === 'Asia/Seoul'),
  );
  return random.weighted(open, (channel) => channelShares[channel]);
}

/** The day that the rhythm wants or a neighbour that suits the week better, at an hour of the person's own. */
function instantNear(
  customer: Customer,
  wantedMs: number,
  channel: Purchase['channel'],
  random: Random,
): number {
  const { hours } = customer.latent;
  const offsetMs = zoneOffsetMs(customer.zone, wantedMs);
  const localDay = Math.floor((wantedMs + offsetMs) / DAY_MS);
  const day = random.weighted([localDay - 1, localDay, localDay + 1], (each) => {
    return 0.02 + weekdayWeight(hours, weekdayOf(each)) * (each === localDay ? 2 : 1);
  });
  const hour = drawHour(hours, weekdayOf(day), random);
  const opened = channel === 'store' ? withinOpeningHours(hour, random) : hour;
  return Math.round(day * DAY_MS + opened * HOUR_MS - offsetMs);
}

/** 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (day + 4) % 7;
}

function withinOpeningHours(hour: number, random: Random): number {
  if (hour >= OPENS_AT_HOUR && hour < CLOSES_AT_HOUR - 0.2) return hour;
  return hour < OPENS_AT_HOUR
    ? OPENS_AT_HOUR + 1.5 * random.unit()
    : CLOSES_AT_HOUR - 0.3 - 2 * random.unit();
}

interface Buyer {
  readonly shop: Shop;
  readonly customer: Customer;
  readonly shelf: Shelf;
  readonly random: Random;
}

function buy(buyer: Buyer, visit: { atMs: number; channel: Purchase['channel']; ordinal: number }): Purchase {
  const { customer, random } = buyer;
  const gift = random.chance(giftChance(customer.latent, visit.atMs));
  const bought = fillBasket(buyer, visit.atMs, gift);
  const subtotal = bought.reduce((sum, line) => sum + line.priceKrw * line.quantity, 0);
  const coupon = drawCoupon(customer, visit.ordinal, random);
  const couponKrw = coupon === undefined ? 0 : Math.floor((subtotal * coupon.share) / 10) * 10;
  const pointsKrw = random.chance(0.12) ? Math.min(random.integer(1, 8) * 1000, subtotal - couponKrw) : 0;
  const getsSample = subtotal > 50_000 && random.chance(0.3);
  const sample: PurchaseLine = { product: random.pick(buyer.shop.samples), quantity: 1, priceKrw: 0 };
  return {
    orderId: `O${seoulDate(visit.atMs).replaceAll('-', '')}-${customer.id.slice(1)}-${visit.ordinal + 1}`,
    customerIndex: customer.index,
    ordinal: visit.ordinal,
    atMs: visit.atMs,
    channel: visit.channel,
    storeId: visit.channel === 'store' ? customer.homeStoreId : undefined,
    lines: getsSample ? [...bought, sample] : bought,
    couponCode: coupon?.code,
    discountKrw: couponKrw + pointsKrw,
    pointsKrw,
    gift,
    ...drawOutcome(visit, random),
  };
}

function fillBasket({ shop, customer, shelf, random }: Buyer, atMs: number, gift: boolean): PurchaseLine[] {
  const { latent } = customer;
  const size = Math.min(6, 1 + random.poisson(latent.basket - 1));
  const chosen = new Map<string, PurchaseLine>();
  for (let slot = 0; slot < size; slot++) {
    const offered = shop.byCategory.get(chooseCategory(latent, shelf, atMs, random)) ?? [];
    const product = chooseProduct({ latent, shelf }, offered, random);
    const quantity = random.chance(gift ? 0.35 : 0.08 + 0.04 * latent.priceSensitivity) ? 2 : 1;
    if (chosen.has(product.id)) continue;
    chosen.set(product.id, { product, quantity, priceKrw: product.priceKrw });
    // A present empties nobody's own shelf.
    if (!gift) stock(shelf, product, { quantity, atMs, useRate: latent.useRate });
  }
  return [...chosen.values()];
}

function drawCoupon(
  customer: Customer,
  ordinal: number,
  random: Random,
): (typeof coupons)[number] | undefined {
  if (ordinal === 0) return random.chance(0.5) ? coupons[1] : undefined;
  const chance = Math.min(0.7, 0.06 + 0.2 * customer.latent.priceSensitivity);
  if (!random.chance(chance)) return undefined;
  return random.chance(0.6) ? coupons[0] : coupons[2];
}

function drawOutcome(
  visit: { atMs: number; channel: Purchase['channel'] },
  random: Random,
): Pick<Purchase, 'outcome' | 'outcomeAtMs'> {
  const draw = random.unit();
  const delay = random.unit();
  if (visit.channel !== 'store' && draw < 0.025) {
    return { outcome: 'cancelled', outcomeAtMs: Math.round(visit.atMs + (0.2 + 10 * delay) * HOUR_MS) };
  }
  if (draw < 0.06) {
    const afterMs = (3 + 9 * delay) * DAY_MS;
    const local = seoulClock(visit.atMs + afterMs).getUTCHours();
    // Refunds are booked by clerks, by day.
    const intoOfficeMs = local < 9 ? (10 - local) * HOUR_MS : local > 18 ? -5 * HOUR_MS : 0;
    return { outcome: 'refunded', outcomeAtMs: Math.round(visit.atMs + afterMs + intoOfficeMs) };
  }
  return { outcome: 'kept', outcomeAtMs: visit.atMs };
}
