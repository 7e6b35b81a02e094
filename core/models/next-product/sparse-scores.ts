/** Scores of a few products among many, cleared at the cost of the few. Reused from customer to customer. */
export interface SparseScores {
  readonly values: Float64Array;
  /** Products with a score, in the order they got one; the first `count` entries count. */
  readonly touched: Int32Array;
  count: number;
}

/** Room for scores of so many products. */
export function createSparseScores(products: number): SparseScores {
  return { values: new Float64Array(products), touched: new Int32Array(products), count: 0 };
}

/** Adds to a product's score; a positive amount. */
export function addScore(scores: SparseScores, product: number, amount: number): void {
  if (scores.values[product] === 0) scores.touched[scores.count++] = product;
  scores.values[product]! += amount;
}

/** Forgets everything. O(products touched). */
export function clearScores(scores: SparseScores): void {
  for (let i = 0; i < scores.count; i++) scores.values[scores.touched[i]!] = 0;
  scores.count = 0;
}

/** The largest score; 0 when there is none. */
export function largestScore({ values, touched, count }: SparseScores): number {
  let most = 0;
  for (let i = 0; i < count; i++) most = Math.max(most, values[touched[i]!]!);
  return most;
}

/** The best products, best first, at most `most`; equal scores by product number. O(touched · log touched). */
export function bestProducts({ values, touched, count }: SparseScores, most: number): readonly number[] {
  let least = -Infinity;
  if (count > most) {
    const sorted = new Float64Array(count);
    for (let i = 0; i < count; i++) sorted[i] = values[touched[i]!]!;
    // Without a comparator this sort is native and fast; only what reaches its cut is ordered by the slow one.
    sorted.sort();
    least = sorted[count - most]!;
  }
  const best: number[] = [];
  for (let i = 0; i < count; i++) if (values[touched[i]!]! >= least) best.push(touched[i]!);
  return best.sort((a, b) => values[b]! - values[a]! || a - b).slice(0, most);
}
