/** A rising step function: at or beyond `from[i]` (and before `from[i + 1]`) the value is `value[i]`. */
export interface IsotonicFit {
  readonly from: readonly number[];
  readonly value: readonly number[];
}

interface Block {
  from: number;
  sum: number;
  weight: number;
}

const level = (block: Block): number => block.sum / block.weight;

/**
 * The rising function nearest to the observations in weighted squares, by pooling adjacent violators. O(n log n).
 * Equal x are pooled first, so their order does not matter.
 *
 * @see Ayer et al., "An empirical distribution function for sampling with incomplete information", Annals of
 *   Mathematical Statistics 26(4), 1955.
 */
export function isotonicRegression(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weight?: ArrayLike<number>,
): IsotonicFit {
  const order = Array.from({ length: x.length }, (_, i) => i).sort((i, j) => x[i]! - x[j]!);
  const blocks: Block[] = [];
  for (const i of order) {
    const w = weight?.[i] ?? 1;
    const last = blocks.at(-1);
    if (last !== undefined && last.from === x[i]!) {
      last.sum += w * y[i]!;
      last.weight += w;
    } else {
      pool(blocks);
      blocks.push({ from: x[i]!, sum: w * y[i]!, weight: w });
    }
  }
  pool(blocks);
  return { from: blocks.map((block) => block.from), value: blocks.map(level) };
}

/** Joins the last block to its predecessors while it lies below them. */
function pool(blocks: Block[]): void {
  while (blocks.length > 1) {
    const last = blocks.at(-1)!;
    const before = blocks.at(-2)!;
    if (level(before) < level(last)) return;
    before.sum += last.sum;
    before.weight += last.weight;
    blocks.pop();
  }
}

/** The fitted value at x; the first step's value also before the first step. O(log n). */
export function isotonicValue(fit: IsotonicFit, x: number): number {
  let low = 0;
  let high = fit.from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fit.from[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return fit.value[low]!;
}
