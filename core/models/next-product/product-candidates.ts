import { type BasketSequence, basketCount } from '#core/models/next-product/basket-sequence.ts';
import type { ProductBank } from '#core/models/next-product/product-bank.ts';
import {
  addScore,
  bestProducts,
  clearScores,
  createSparseScores,
  largestScore,
  type SparseScores,
} from '#core/models/next-product/sparse-scores.ts';
import { addRow, addTransitionScores } from '#core/models/next-product/transition-model.ts';

/** What the ranker reads about a product for a customer. `log…` are logarithms of a share of the customer's best. */
export const PRODUCT_FEATURES = [
  'logMain',
  'main',
  'logMainSlow',
  'logTogether',
  'together',
  'logFollowing',
  'following',
  'logTwoStep',
  'logPurchases',
  'isKnownByMain',
  'logMainShortHistory',
  'logPurchasesShortHistory',
  'own',
  'ownRecent',
  'isOwn',
  'logOwnCount',
  'logOwnCountAndPurchases',
  'ownAgain',
  'ownShareOfBaskets',
  'sharedAttributes',
  'sharedAttributesLast',
] as const;

/** Those that speak of habit alone: what a customer buys again, and what sells. */
export const HABIT_FEATURES: readonly number[] = [
  'logPurchases',
  'isOwn',
  'logOwnCount',
  'logOwnCountAndPurchases',
  'ownAgain',
  'ownShareOfBaskets',
].map((name) => (PRODUCT_FEATURES as readonly string[]).indexOf(name));

/** Products in question for one customer, with their features row by row; valid until the next call. */
export interface Candidates {
  readonly products: readonly number[];
  readonly features: Float64Array;
}

/** Candidates kept per customer: beyond, a product practically never reaches the first twenty. */
const MOST_CANDIDATES = 200;
const POPULAR = 50;
/** Products from which the second step starts. */
const STEPPING_STONES = 40;
/** Keeps the logarithm of a missing score finite: a thousandth of the best. */
const FLOOR = 1e-3;

interface Lens {
  readonly scores: SparseScores;
  largest: number;
}

const share = (lens: Lens, product: number): number =>
  lens.largest === 0 ? 0 : lens.scores.values[product]! / lens.largest;
const logShare = (lens: Lens, product: number): number => Math.log(FLOOR + share(lens, product));

/**
 * A reader of candidates with its own scratch memory: not to be shared between concurrent callers.
 *
 * @param keepsOwn whether products the customer already has may be recommended.
 */
export function createCandidateReader(
  bank: ProductBank,
  keepsOwn: boolean,
): (history: BasketSequence) => Candidates {
  const lens = (): Lens => ({ scores: createSparseScores(bank.products), largest: 0 });
  const main = lens();
  const slow = lens();
  const together = lens();
  const following = lens();
  const twoStep = lens();
  const own = lens();
  const ownRecent = lens();
  const ownCount = lens();
  const pool = lens();
  const all = [main, slow, together, following, twoStep, own, ownRecent, ownCount, pool];
  const popular = mostBought(bank.purchases);
  const features = new Float64Array((MOST_CANDIDATES + POPULAR) * PRODUCT_FEATURES.length);

  const read = (history: BasketSequence): void => {
    addTransitionScores(bank.main, history, 0.5, main.scores);
    addTransitionScores(bank.main, history, 1, slow.scores);
    addTransitionScores(bank.together, history, 1, together.scores);
    addTransitionScores(bank.following, history, 0, following.scores);
    for (const product of bestProducts(main.scores, STEPPING_STONES)) {
      addRow(bank.main, product, main.scores.values[product]!, twoStep.scores);
    }
    addOwn(history, 0.95, own.scores);
    addOwn(history, 0.6, ownRecent.scores);
    addOwn(history, 1, ownCount.scores);
    for (const each of all) each.largest = largestScore(each.scores);
  };

  const pour = (source: Lens, weight: number): void => {
    const { touched, count } = source.scores;
    for (let i = 0; i < count; i++) addScore(pool.scores, touched[i]!, weight * share(source, touched[i]!));
  };

  const choose = (): readonly number[] => {
    pour(main, 1);
    pour(twoStep, 0.5);
    pour(together, 0.5);
    pour(own, keepsOwn ? 2 : 1);
    popular.forEach((product, place) => addScore(pool.scores, product, 1e-6 / (1 + place)));
    const best = bestProducts(pool.scores, MOST_CANDIDATES);
    return keepsOwn ? best : best.filter((product) => own.scores.values[product] === 0);
  };

  const logPurchases = bank.purchases.map(Math.log1p);
  const logAgain = bank.again.map((share) => Math.log(share));
  let baskets = 1;
  const describe = (product: number, rank: number, short: number): void => {
    const logMain = logShare(main, product);
    let at = rank * PRODUCT_FEATURES.length;
    features[at++] = logMain;
    features[at++] = share(main, product);
    features[at++] = logShare(slow, product);
    features[at++] = logShare(together, product);
    features[at++] = share(together, product);
    features[at++] = logShare(following, product);
    features[at++] = share(following, product);
    features[at++] = logShare(twoStep, product);
    features[at++] = logPurchases[product]!;
    features[at++] = main.scores.values[product]! > 0 ? 1 : 0;
    features[at++] = logMain * short;
    features[at++] = logPurchases[product]! * short;
    features[at++] = share(own, product);
    features[at++] = share(ownRecent, product);
    const logCount = Math.log1p(ownCount.scores.values[product]!);
    features[at++] = logCount > 0 ? 1 : 0;
    features[at++] = logCount;
    features[at++] = logCount > 0 ? logPurchases[product]! : 0;
    features[at++] = logCount > 0 ? logAgain[product]! : 0;
    features[at++] = ownCount.scores.values[product]! / baskets;
    features[at++] = attributes.shared(product);
    features[at] = attributes.sharedWithLast(product);
  };

  const attributes = createAttributeReader(bank);
  return (history) => {
    for (const each of all) clearScores(each.scores);
    if (history.items.length > 0) read(history);
    const products = choose();
    baskets = 1 + basketCount(history);
    const short = 5 / (5 + history.items.length);
    attributes.open(history);
    for (let rank = 0; rank < products.length; rank++) describe(products[rank]!, rank, short);
    return { products, features: features.subarray(0, products.length * PRODUCT_FEATURES.length) };
  };
}

function addOwn({ items, baskets }: BasketSequence, recency: number, into: SparseScores): void {
  const newest = baskets[baskets.length - 1]!;
  for (let i = 0; i < items.length; i++) addScore(into, items[i]!, recency ** (newest - baskets[i]!) + 1e-9);
}

function mostBought(purchases: Float64Array): readonly number[] {
  return Array.from(purchases.keys())
    .filter((product) => purchases[product]! > 0)
    .sort((a, b) => purchases[b]! - purchases[a]! || a - b)
    .slice(0, POPULAR);
}

/** How much a product shares with what a customer bought, by rarity of the attribute and recency of the purchase. */
function createAttributeReader({ attributes }: ProductBank): {
  open(history: BasketSequence): void;
  shared(product: number): number;
  sharedWithLast(product: number): number;
} {
  if (attributes === null) return { open: () => undefined, shared: () => 0, sharedWithLast: () => 0 };
  const interest = createSparseScores(attributes.rarity.length);
  const last = createSparseScores(attributes.rarity.length);
  const sum = (scores: SparseScores, product: number): number =>
    attributes.ofProduct[product]!.reduce((total, a) => total + scores.values[a]! * attributes.rarity[a]!, 0);
  return {
    open({ items, baskets }) {
      clearScores(interest);
      clearScores(last);
      const newest = baskets[baskets.length - 1] ?? 0;
      for (let i = 0; i < items.length; i++) {
        const age = newest - baskets[i]!;
        for (const attribute of attributes.ofProduct[items[i]!]!) {
          addScore(interest, attribute, 0.8 ** age + 1e-9);
          if (age === 0 && last.values[attribute] === 0) addScore(last, attribute, 1);
        }
      }
    },
    shared: (product) => Math.log1p(sum(interest, product)),
    sharedWithLast: (product) => sum(last, product) / 10,
  };
}
