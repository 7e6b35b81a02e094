import type { BasketSequence } from '#core/models/next-product/basket-sequence.ts';
import { summariseTransitions, type TransitionOptions } from '#core/models/next-product/transition-counts.ts';
import {
  solveTransitions,
  type TransitionDamping,
  type TransitionModel,
} from '#core/models/next-product/transition-model.ts';

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
  /** Mostly forward, slowly decaying: the workhorse. */
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

type Lens = TransitionOptions & TransitionDamping;

/**
 * Three lenses on the same pairs. They need not be best: they must differ, and the ranker weighs them on each shop's
 * own validation baskets. `main` is the two-sided, distance-decayed count with mild damping by popularity.
 */
const LENSES: { readonly [Name in 'main' | 'together' | 'following']: Lens } = {
  main: {
    decay: 0.85,
    backWeight: 0.25,
    sameBasketWeight: 0.5,
    customerDamping: 0.25,
    rowDamping: 0.35,
    columnDamping: 0.15,
  },
  together: {
    decay: 0.95,
    backWeight: 1,
    sameBasketWeight: 1,
    customerDamping: 0.5,
    rowDamping: 0.5,
    columnDamping: 0.5,
  },
  following: {
    decay: 0.3,
    backWeight: 0,
    sameBasketWeight: 0,
    customerDamping: 0.25,
    rowDamping: 0.5,
    columnDamping: 0,
  },
};

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

/** Counts through all three lenses. O(60 × purchases) each. */
export function fitProductBank(
  sequences: readonly BasketSequence[],
  products: number,
  attributes: ProductAttributes | null,
): ProductBank {
  const through = (lens: Lens): TransitionModel =>
    solveTransitions(summariseTransitions(sequences, products, lens), lens);
  return {
    products,
    main: through(LENSES.main),
    together: through(LENSES.together),
    following: through(LENSES.following),
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
