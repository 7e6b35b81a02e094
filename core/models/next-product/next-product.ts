import {
  type BasketSequence,
  basketCount,
  firstBaskets,
  type NextBasketCase,
  nextBasketCase,
} from '#core/models/next-product/basket-sequence.ts';
import { utility } from '#core/models/next-product/conditional-logit.ts';
import { learnLens } from '#core/models/next-product/learn-lens.ts';
import { learnRanker } from '#core/models/next-product/learn-ranker.ts';
import {
  fitProductBank,
  type ProductAttributes,
  type ProductBank,
} from '#core/models/next-product/product-bank.ts';
import { createCandidateReader } from '#core/models/next-product/product-candidates.ts';

export { type NextBasketCase, nextBasketCase } from '#core/models/next-product/basket-sequence.ts';

/** A fitted next-product model. */
export interface NextProductModel {
  readonly bank: ProductBank;
  /** One weight per feature of `PRODUCT_FEATURES`. */
  readonly weights: Float64Array;
  /** Whether customers of this shop buy a product again at all. */
  readonly keepsOwn: boolean;
}

/** A ranked product. Scores order the products of one customer; they are not probabilities. */
export interface RankedProduct {
  readonly product: number;
  readonly score: number;
}

/** Customers the ranker learns from: some twenty weights need no more. */
const MOST_CASES = 6000;
/** Below this share of own products in next baskets, they are kept out: a shop of things bought once. */
const RARELY_AGAIN = 0.005;

function shareBoughtAgain(cases: readonly NextBasketCase[]): number {
  let again = 0;
  let all = 0;
  for (const { history, next } of cases) {
    const own = new Set(history.items);
    for (const product of next) {
      all += 1;
      if (own.has(product)) again += 1;
    }
  }
  return again / Math.max(1, all);
}

/** The basket after the first `seen` ones of each customer as a case, thinned evenly. */
function rankerCases(
  sequences: readonly BasketSequence[],
  seen: readonly number[],
): readonly NextBasketCase[] {
  const able = [...sequences.keys()].filter((i) => seen[i]! > 0 && seen[i]! < basketCount(sequences[i]!));
  const stride = Math.max(1, able.length / MOST_CASES);
  return Array.from({ length: Math.min(MOST_CASES, able.length) }, (_, place) => {
    const customer = able[Math.floor(place * stride)]!;
    return nextBasketCase(sequences[customer]!, seen[customer]!);
  });
}

/** How the ranker learns, and from what the served counts are made. */
export interface NextProductTraining {
  /** Whether the served counts include the baskets that the ranker learned on; leave-one-out protocols forbid it. */
  readonly countsNewest: boolean;
  readonly attributes: ProductAttributes | null;
  /**
   * Baskets of each customer that lie before one common day: the ranker learns on the basket after them, from counts
   * of them alone, so that no case sees what others bought at the same time or later. Default, for data without true
   * dates: all but the newest.
   */
  readonly seenBaskets?: readonly number[];
}

/**
 * Trains on the sequences alone: transitions are counted over each customer's seen baskets, the ranker learns on the
 * basket that came after those (so no case is in its own features), and then either those counts stay or everything
 * is counted.
 */
export function trainNextProduct(
  sequences: readonly BasketSequence[],
  products: number,
  { countsNewest, attributes, seenBaskets }: NextProductTraining,
): NextProductModel {
  const seen = seenBaskets ?? sequences.map((sequence) => basketCount(sequence) - 1);
  const known = sequences.map((sequence, i) => firstBaskets(sequence, seen[i]!));
  const cases = rankerCases(sequences, seen);
  const keepsOwn = shareBoughtAgain(cases) >= RARELY_AGAIN;
  const lens = learnLens(known, products, cases, keepsOwn);
  const before = fitProductBank(known, products, attributes, lens);
  const weights = learnRanker(before, cases, keepsOwn);
  const bank = countsNewest ? fitProductBank(sequences, products, attributes, lens) : before;
  return { bank, weights, keepsOwn };
}

/** A function that ranks the candidates of a customer, best first; it holds scratch memory, so one per thread. */
export function createProductRanker(
  model: NextProductModel,
): (history: BasketSequence) => readonly RankedProduct[] {
  const candidates = createCandidateReader(model.bank, model.keepsOwn);
  return (history) => {
    const { products, features } = candidates(history);
    return products
      .map((product, row) => ({ product, score: utility(model.weights, features, row) }))
      .sort((a, b) => b.score - a.score || a.product - b.product);
  };
}
