import { isSureGain } from '#core/models/evaluation/paired-gain.ts';
import { rankingQuality } from '#core/models/evaluation/ranking-metrics.ts';
import type { NextBasketCase } from '#core/models/next-product/basket-sequence.ts';
import {
  type Choice,
  solveChoices,
  summariseChoices,
  utility,
} from '#core/models/next-product/conditional-logit.ts';
import type { ProductBank } from '#core/models/next-product/product-bank.ts';
import {
  createCandidateReader,
  HABIT_FEATURES,
  PRODUCT_FEATURES,
} from '#core/models/next-product/product-candidates.ts';

/** A case with the products in question. */
interface RankerCase extends Choice {
  readonly products: readonly number[];
  readonly next: ReadonlySet<number>;
}

const ALL: readonly number[] = [...PRODUCT_FEATURES.keys()];

function readCases(
  bank: ProductBank,
  cases: readonly NextBasketCase[],
  keepsOwn: boolean,
): readonly RankerCase[] {
  const candidates = createCandidateReader(bank, keepsOwn);
  return cases.map(({ history, next }) => {
    const { products, features } = candidates(history);
    const taken = [...products.keys()].filter((row) => next.has(products[row]!));
    return { products, next, taken, features: Float64Array.from(features) };
  });
}

/** The case seen through some of the features. */
function narrowed({ features, taken }: Choice, chosen: readonly number[]): Choice {
  if (chosen === ALL) return { features, taken };
  const rows = features.length / PRODUCT_FEATURES.length;
  const own = new Float64Array(rows * chosen.length);
  for (let row = 0; row < rows; row++) {
    for (let f = 0; f < chosen.length; f++)
      own[row * chosen.length + f] = features[row * PRODUCT_FEATURES.length + chosen[f]!]!;
  }
  return { features: own, taken };
}

/** Weights of all features, 0 for those that were not chosen. */
function fitted(cases: readonly RankerCase[], chosen: readonly number[]): Float64Array {
  const choices = cases.filter(({ taken }) => taken.length > 0).map((one) => narrowed(one, chosen));
  const solved = solveChoices(chosen.length, (weights) => summariseChoices(weights, choices));
  const weights = new Float64Array(PRODUCT_FEATURES.length);
  chosen.forEach((feature, i) => {
    weights[feature] = solved[i]!;
  });
  return weights;
}

function gains(weights: Float64Array, cases: readonly RankerCase[]): readonly number[] {
  return cases.map(({ features, products, next }) => {
    const score = products.map((_, row) => utility(weights, features, row));
    const order = [...products.keys()].sort((a, b) => score[b]! - score[a]!);
    return rankingQuality(
      order.slice(0, 10).map((row) => products[row]!),
      next,
      10,
    ).ndcg;
  });
}

/**
 * Learns the ranker's weights: which of the candidates did customers take next? Where people mostly buy again what
 * they bought, features of what follows what learn last season's fashion; so they stay only if, learned on every
 * second case, they rank the others better (NDCG@10) than habit alone does, by more than one standard error.
 *
 * @see Breiman et al., "Classification and Regression Trees", 1984, 3.4.3 (the one-standard-error rule).
 */
export function learnRanker(
  bank: ProductBank,
  cases: readonly NextBasketCase[],
  keepsOwn: boolean,
): Float64Array {
  const read = readCases(bank, cases, keepsOwn);
  if (!keepsOwn) return fitted(read, ALL);
  const half = read.filter((_, i) => i % 2 === 0);
  const others = read.filter((_, i) => i % 2 === 1);
  const habit = gains(fitted(half, HABIT_FEATURES), others);
  const all = gains(fitted(half, ALL), others);
  return fitted(read, isSureGain(all.map((gain, i) => gain - habit[i]!)) ? ALL : HABIT_FEATURES);
}
