import type { BasketSequence } from '#core/models/next-product/basket-sequence.ts';
import { addScore, type SparseScores } from '#core/models/next-product/sparse-scores.ts';
import type { TransitionCounts } from '#core/models/next-product/transition-counts.ts';

/** How far a count is divided by how common its two products are. In [0, 1]: 0 not at all, 1 fully. */
export interface TransitionDamping {
  readonly rowDamping: number;
  readonly columnDamping: number;
}

/** Weights of "after i comes j", ready to score; rows as in the counts. */
export interface TransitionModel {
  readonly rowStart: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

/**
 * Damps the counts by powers of their row's and column's sums:
 *
 *     B[i][j] = C[i][j] / (Σ_j C[i][j])^row / (Σ_i C[i][j])^column
 *
 * O(counts).
 */
export function solveTransitions(counts: TransitionCounts, damping: TransitionDamping): TransitionModel {
  const { rowStart, columns, sums } = counts;
  const products = rowStart.length - 1;
  const rowSums = new Float64Array(products);
  const columnSums = new Float64Array(products);
  for (let row = 0; row < products; row++) {
    for (let i = rowStart[row]!; i < rowStart[row + 1]!; i++) {
      rowSums[row]! += sums[i]!;
      columnSums[columns[i]!]! += sums[i]!;
    }
  }
  const columnFactors = columnSums.map((sum) => (sum > 0 ? sum ** -damping.columnDamping : 0));
  const weights = new Float64Array(sums.length);
  for (let row = 0; row < products; row++) {
    const factor = rowSums[row]! > 0 ? rowSums[row]! ** -damping.rowDamping : 0;
    for (let i = rowStart[row]!; i < rowStart[row + 1]!; i++) {
      weights[i] = sums[i]! * factor * columnFactors[columns[i]!]!;
    }
  }
  return strongestOnly({ rowStart, columns, weights });
}

/** Followers kept per product: bounds the cost of scoring in shops where everything is bought with everything. */
const MOST_FOLLOWERS = 500;

function strongestOnly({ rowStart, columns, weights }: TransitionModel): TransitionModel {
  const starts = new Int32Array(rowStart.length);
  const keptColumns = new Int32Array(columns.length);
  const keptWeights = new Float64Array(weights.length);
  let at = 0;
  for (let row = 0; row + 1 < rowStart.length; row++) {
    const from = rowStart[row]!;
    const to = rowStart[row + 1]!;
    const least =
      to - from > MOST_FOLLOWERS ? weights.slice(from, to).sort()[to - from - MOST_FOLLOWERS]! : -Infinity;
    for (let i = from; i < to; i++) {
      if (weights[i]! < least) continue;
      keptColumns[at] = columns[i]!;
      keptWeights[at++] = weights[i]!;
    }
    starts[row + 1] = at;
  }
  return { rowStart: starts, columns: keptColumns.slice(0, at), weights: keptWeights.slice(0, at) };
}

/** Newest products of a history that speak about what follows; of large baskets the older ones add nothing but time. */
const MOST_ITEMS = 100;

/**
 * Adds what a customer's history says about each product: the newest basket with weight 1, each one before it with
 * `recency` times less.
 *
 * @param into added to, not cleared.
 */
export function addTransitionScores(
  model: TransitionModel,
  history: BasketSequence,
  recency: number,
  into: SparseScores,
): void {
  const { items, baskets } = history;
  const last = items.length - 1;
  for (let place = last; place >= Math.max(0, last - MOST_ITEMS + 1); place--) {
    const weight = recency ** (baskets[last]! - baskets[place]!);
    if (weight < 1e-4) return;
    const row = items[place]!;
    addRow(model, row, weight, into);
  }
}

/** Adds what follows one product, times a weight. */
export function addRow(model: TransitionModel, row: number, weight: number, into: SparseScores): void {
  const end = model.rowStart[row + 1]!;
  for (let i = model.rowStart[row]!; i < end; i++)
    addScore(into, model.columns[i]!, weight * model.weights[i]!);
}
