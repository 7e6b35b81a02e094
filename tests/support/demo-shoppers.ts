import { createRng } from '#core/kernel/rng.ts';
import type { Basket, Catalogue, Shopper } from '#core/personas/shopper.ts';
import type { Brand } from '#demo/index.ts';

const HOUR_MS = 3_600_000;
/** Seoul is nine hours ahead of UTC all year. */
const SEOUL_HOURS = 9;
/** 1970-01-01 was a Thursday. */
const MONDAY_SHIFT_HOURS = 72;

/** The demo's buyers as shoppers, with the hidden truth beside them. */
export interface DemoShoppers {
  readonly shoppers: readonly Shopper[];
  /** Hidden persona of each. */
  readonly truth: readonly string[];
  readonly catalogue: Catalogue;
}

interface Bought {
  readonly customer: number;
  readonly basket: Basket;
  readonly hourOfWeek: number;
}

function boughtBy(brand: Brand): readonly Bought[] {
  return brand
    .history()
    .filter(({ outcome }) => outcome === 'kept')
    .map((purchase) => {
      const localHour = Math.floor(purchase.atMs / HOUR_MS) + SEOUL_HOURS;
      return {
        customer: purchase.customerIndex,
        hourOfWeek: (localHour + MONDAY_SHIFT_HOURS) % 168,
        basket: {
          day: Math.floor(localHour / 24),
          channel: purchase.channel === 'store' ? 'pos' : purchase.channel,
          isDiscounted: purchase.discountKrw > 0 || purchase.couponCode !== undefined,
          isGift: purchase.gift,
          paidMinor: purchase.lines.reduce((sum, line) => sum + line.priceKrw * line.quantity, 0),
          products: purchase.lines.map(({ product, quantity, priceKrw }) => ({
            productId: product.id,
            quantity,
            unitMinor: priceKrw,
          })),
        },
      };
    });
}

/**
 * Everybody who bought before the stream begins.
 * @param isShuffled deals the purchases out anew: everybody keeps how many they had, and nothing else.
 */
export function demoShoppers(brand: Brand, isShuffled = false): DemoShoppers {
  const bought = boughtBy(brand);
  const rng = createRng('deal out anew');
  const order = bought.map((_, i) => i);
  if (isShuffled) {
    for (let i = order.length - 1; i > 0; i--) {
      const other = rng.integer(i + 1);
      [order[i], order[other]] = [order[other]!, order[i]!];
    }
  }
  const dealt = bought.map(({ customer }, i) => ({ ...bought[order[i]!]!, customer }));
  const groups = Map.groupBy(dealt, ({ customer }) => customer);
  const customers = [...groups.keys()].sort((a, b) => a - b);
  return {
    truth: customers.map((index) => brand.hidden.customers[index]!.latent.persona),
    shoppers: customers.map((index) => {
      const own = groups.get(index)!;
      const buyHours = Array.from({ length: 168 }, () => 0);
      for (const { hourOfWeek } of own) buyHours[hourOfWeek]! += 1;
      const baskets = own.map(({ basket }) => basket).sort((a, b) => a.day - b.day);
      return { personId: brand.hidden.customers[index]!.id, baskets, buyHours };
    }),
    catalogue: new Map(
      brand.products.map(({ id, nameKo, category, priceKrw }) => [
        id,
        { productId: id, name: nameKo, category, priceMinor: priceKrw },
      ]),
    ),
  };
}
