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
  return { rowStart, columns, weights };
}

/** Older baskets than these no longer speak; with any useful recency their weight has gone. */
const MOST_ITEMS = 200;

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
