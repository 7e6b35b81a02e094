import type { BasketSequence } from '#core/models/next-product/basket-sequence.ts';
import type { Lens } from '#core/models/next-product/learn-lens.ts';
import { summariseTransitions } from '#core/models/next-product/transition-counts.ts';
import { solveTransitions, type TransitionModel } from '#core/models/next-product/transition-model.ts';

/** What is known of products besides who bought them. */
export interface ProductAttributes {
  /** Attribute numbers (category, brand …) of each product. */
  readonly ofProduct: readonly (readonly number[])[];
  /** Natural logarithm of products / products with the attribute: how much sharing it says. */
  readonly rarity: Float64Array;
}

/** Counts from which candidates are drawn and described; the ranker learns how much each is worth. */
export interface ProductBank {
  readonly products: number;
  /** Counted as was learned from the shop: the workhorse. */
  readonly main: TransitionModel;
  /** Bought by the same people, in whatever order. */
  readonly together: TransitionModel;
  /** Bought right afterwards. */
  readonly following: TransitionModel;
  /** Purchases of each product. */
  readonly purchases: Float64Array;
  /** Share of the chances to buy a product again that were taken. */
  readonly again: Float64Array;
  readonly attributes: ProductAttributes | null;
}

/** Who bought the one bought the other, whenever: item-to-item collaborative filtering. */
const TOGETHER = { decay: 1, backWeight: 1, sameBasketWeight: 1 };
/** Who bought the one bought the other in the next basket: a Markov chain of first order. */
const FOLLOWING = { decay: 0, backWeight: 0, sameBasketWeight: 0 };

/** Purchases of each product. */
function countPurchases(sequences: Iterable<BasketSequence>, products: number): Float64Array {
  const counts = new Float64Array(products);
  for (const { items } of sequences) for (const item of items) counts[item]! += 1;
  return counts;
}

/** Chances that everybody's mean counts for. */
const PRIOR_CHANCES = 20;

/**
 * Per product: of the baskets that customers filled after their first purchase of it, the share that held it again;
 * drawn towards the mean of all products, worth twenty chances.
 */
function shareBoughtAgain(sequences: Iterable<BasketSequence>, products: number): Float64Array {
  const taken = new Float64Array(products);
  const chances = new Float64Array(products);
  const first = new Map<number, number>();
  for (const { items, baskets } of sequences) {
    const newest = baskets[baskets.length - 1] ?? 0;
    first.clear();
    for (let i = 0; i < items.length; i++) {
      const product = items[i]!;
      if (first.has(product)) taken[product]! += 1;
      else {
        first.set(product, baskets[i]!);
        chances[product]! += newest - baskets[i]!;
      }
    }
  }
  const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);
  const mean = (sum(taken) + 1) / (sum(chances) + PRIOR_CHANCES);
  return taken.map((count, i) => (count + PRIOR_CHANCES * mean) / (chances[i]! + PRIOR_CHANCES));
}

/**
 * Counts through three lenses with the same damping; they differ in what they count, and the ranker weighs them.
 * O(60 × purchases) each.
 *
 * @param lens as learned from the shop; all of it holds for the main counts, its damping for all.
 * @see Sarwar et al., "Item-based collaborative filtering recommendation algorithms", WWW 2001.
 */
export function fitProductBank(
  sequences: readonly BasketSequence[],
  products: number,
  attributes: ProductAttributes | null,
  lens: Lens,
): ProductBank {
  const through = (one: Lens): TransitionModel =>
    solveTransitions(summariseTransitions(sequences, products, one), one);
  return {
    products,
    main: through(lens),
    together: through({ ...lens, ...TOGETHER }),
    following: through({ ...lens, ...FOLLOWING }),
    purchases: countPurchases(sequences, products),
    again: shareBoughtAgain(sequences, products),
    attributes,
  };
}

/** Numbers the attributes and weighs them by rarity. */
export function productAttributes(ofProduct: readonly (readonly number[])[]): ProductAttributes {
  const count = ofProduct.reduce((most, attributes) => Math.max(most, ...attributes.map((a) => a + 1)), 0);
  const having = new Float64Array(count);
  for (const attributes of ofProduct) for (const attribute of attributes) having[attribute]! += 1;
  return { ofProduct, rarity: having.map((n) => (n > 0 ? Math.log(ofProduct.length / n) : 0)) };
}
