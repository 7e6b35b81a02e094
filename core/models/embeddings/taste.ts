import { type SparseRow, unitRow } from '#core/maths/sparse-row.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A product that a person took for themselves, in one basket. */
export interface Taken {
  readonly productId: string;
  /** Any running day count, the same for all of a person's. */
  readonly day: number;
}

/** After so many days a purchase says half as much of somebody's taste. */
const TASTE_HALF_LIFE_DAYS = 180;

/** How strongly a person took to each product: Σ over baskets of 2^(−age / half-life), age counted from their newest. */
export function tasteWeights(
  taken: readonly Taken[],
  halfLifeDays = TASTE_HALF_LIFE_DAYS,
): ReadonlyMap<string, number> {
  let newest = -Infinity;
  for (const { day } of taken) newest = Math.max(newest, day);
  const weights = new Map<string, number>();
  for (const { productId, day } of taken) {
    weights.set(productId, (weights.get(productId) ?? 0) + 2 ** ((day - newest) / halfLifeDays));
  }
  return weights;
}

/**
 * A person's taste as a row of unit length: entry = ln(1 + weight) · rarity. Damped, so that the tenth purchase adds
 * less than the first; what everybody buys says little. Products outside the vocabulary are left out.
 */
export function tasteRow(taken: readonly Taken[], vocabulary: Vocabulary): SparseRow {
  const entries: [number, number][] = [];
  for (const [productId, weight] of tasteWeights(taken)) {
    const index = vocabulary.indexOf.get(productId);
    if (index !== undefined) entries.push([index, Math.log1p(weight) * vocabulary.rarity[index]!]);
  }
  entries.sort(([a], [b]) => a - b);
  return unitRow({
    indexes: Int32Array.from(entries, ([index]) => index),
    values: Float64Array.from(entries, ([, value]) => value),
  });
}
