import {
  type BasketSequence,
  basketCount,
  basketItems,
  firstBaskets,
} from '#core/models/next-product/basket-sequence.ts';
import {
  type Choice,
  solveChoices,
  summariseChoices,
  utility,
} from '#core/models/next-product/conditional-logit.ts';
import {
  fitProductBank,
  type ProductAttributes,
  type ProductBank,
} from '#core/models/next-product/product-bank.ts';
import { createCandidateReader, PRODUCT_FEATURES } from '#core/models/next-product/product-candidates.ts';

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

/** A history and what came next: the products of one basket. */
export interface NextBasketCase {
  readonly history: BasketSequence;
  readonly next: ReadonlySet<number>;
}

/** The case in which a customer's basket number `basket` is to be predicted from those before it. */
export function nextBasketCase(sequence: BasketSequence, basket: number): NextBasketCase {
  return { history: firstBaskets(sequence, basket), next: basketItems(sequence, basket) };
}

/** Everything before each customer's newest basket. */
export function withoutLastBasket(sequences: readonly BasketSequence[]): readonly BasketSequence[] {
  return sequences.map((sequence) => firstBaskets(sequence, basketCount(sequence) - 1));
}

/** Customers the ranker learns from: nineteen weights need no more. */
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

/** Every customer's newest basket as a case, thinned evenly. */
function rankerCases(sequences: readonly BasketSequence[]): readonly NextBasketCase[] {
  const able = sequences.filter((sequence) => basketCount(sequence) > 1);
  const stride = Math.max(1, able.length / MOST_CASES);
  return Array.from({ length: Math.min(MOST_CASES, able.length) }, (_, i) => {
    const sequence = able[Math.floor(i * stride)]!;
    return nextBasketCase(sequence, basketCount(sequence) - 1);
  });
}

/** Learns the ranker's weights: which of the candidates did customers take next? */
function learnWeights(bank: ProductBank, cases: readonly NextBasketCase[], keepsOwn: boolean): Float64Array {
  const candidates = createCandidateReader(bank, keepsOwn);
  const choices: Choice[] = [];
  for (const { history, next } of cases) {
    const { products, features } = candidates(history);
    const taken = [...products.keys()].filter((row) => next.has(products[row]!));
    if (taken.length > 0) choices.push({ features: Float64Array.from(features), taken });
  }
  return solveChoices(PRODUCT_FEATURES.length, (weights) => summariseChoices(weights, choices));
}

/**
 * Trains on the sequences alone: transitions are counted without each customer's newest basket, the ranker learns on
 * that basket from those counts (so no case is in its own features), and then either those counts stay (leave-one-out
 * protocols forbid more) or the newest basket is counted too.
 *
 * @param countsNewest whether the served counts include the newest basket.
 */
export function trainNextProduct(
  sequences: readonly BasketSequence[],
  products: number,
  options: { readonly countsNewest: boolean; readonly attributes: ProductAttributes | null },
): NextProductModel {
  const before = fitProductBank(withoutLastBasket(sequences), products, options.attributes);
  const cases = rankerCases(sequences);
  const keepsOwn = shareBoughtAgain(cases) >= RARELY_AGAIN;
  const weights = learnWeights(before, cases, keepsOwn);
  const bank = options.countsNewest ? fitProductBank(sequences, products, options.attributes) : before;
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
