import { DAY_MS, isGiftSeason, seasonAt } from '../calendar.ts';
import { fitOf } from '../catalogue/attributes.ts';
import { type CategoryId, categories, categoryOf } from '../catalogue/categories.ts';
import type { Product } from '../catalogue/products.ts';
import type { Latent } from '../people/customer.ts';
import { itemAt, type Random } from '../random.ts';

/** What a person has at home and remembers, as their choices need it. */
export interface Shelf {
  /** When the stock of the category will be used up, by this person's use. */
  readonly emptyAtMs: Map<CategoryId, number>;
  readonly lastBought: Map<CategoryId, Product>;
  readonly timesBought: Map<string, number>;
}

export function emptyShelf(): Shelf {
  return { emptyAtMs: new Map(), lastBought: new Map(), timesBought: new Map() };
}

/** First the category, by liking, season and how empty the shelf is; then a product in it. */
export function chooseCategory(latent: Latent, shelf: Shelf, atMs: number, random: Random): CategoryId {
  const open = categories.map((category) => {
    const liking = latent.shops[category.id] ?? 0;
    const { peakDayOfYear } = category;
    const season = peakDayOfYear === undefined ? 1 : seasonAt(atMs, peakDayOfYear, 0.6);
    return { id: category.id, weight: liking * season * need(shelf.emptyAtMs.get(category.id), atMs) };
  });
  return random.weighted(open, (each) => each.weight).id;
}

/** 1 for a category never bought; little while there is plenty, much once it ran out. */
function need(emptyAtMs: number | undefined, atMs: number): number {
  if (emptyAtMs === undefined) return 1;
  const overdueDays = (atMs - emptyAtMs) / DAY_MS;
  return 0.12 + 3 / (1 + Math.exp(-overdueDays / 6));
}

/** By utility: taste, price, habit, a wish for something else, and chance. */
export function chooseProduct(
  person: { readonly latent: Latent; readonly shelf: Shelf },
  offered: readonly Product[],
  random: Random,
): Product {
  const utilities = offered.map((product) => utilityOf(product, person) + random.gumbel());
  const best = utilities.reduce(
    (top, value, index) => (value > (utilities[top] ?? -Infinity) ? index : top),
    0,
  );
  return itemAt(offered, best);
}

/** What a product is worth to a person before chance. */
export function utilityOf(
  product: Product,
  { latent, shelf }: { readonly latent: Latent; readonly shelf: Shelf },
): number {
  const doublings = Math.log2(product.priceKrw / categoryOf(product.category).priceKrw);
  const wasLast = shelf.lastBought.get(product.category)?.id === product.id;
  const known = shelf.timesBought.get(product.id) ?? 0;
  return (
    2.2 * fitOf(product.strengths, latent.likes) +
    product.quality -
    latent.priceSensitivity * doublings +
    (wasLast ? latent.habit : 0) -
    latent.variety * Math.min(known, 2)
  );
}

/** Puts what was bought on the shelf. */
export function stock(
  shelf: Shelf,
  product: Product,
  packs: { quantity: number; atMs: number; useRate: number },
): void {
  const fromMs = Math.max(packs.atMs, shelf.emptyAtMs.get(product.category) ?? 0);
  const lastsMs = ((product.lastsDays * packs.quantity) / packs.useRate) * DAY_MS;
  shelf.emptyAtMs.set(product.category, fromMs + lastsMs);
  shelf.lastBought.set(product.category, product);
  shelf.timesBought.set(product.id, (shelf.timesBought.get(product.id) ?? 0) + 1);
}

/** Chance that an order is a present. */
export function giftChance(latent: Latent, atMs: number): number {
  return Math.min(0.95, latent.giftShare * (isGiftSeason(atMs) ? 2.5 : 1));
}
