import { onGrid } from '#core/maths/grid-sum.ts';
import type { BasketSequence } from '#core/models/next-product/basket-sequence.ts';

/** How a pair of purchases counts. All in [0, 1], without unit. */
export interface TransitionOptions {
  /** Weight lost per basket of distance: the d-th basket after counts decay^(d − 1). */
  readonly decay: number;
  /** Weight of "bought before" against "bought after". */
  readonly backWeight: number;
  /** Weight of two products in one basket, in both directions. */
  readonly sameBasketWeight: number;
  /** A customer with n items counts n^−damping: 0 counts pairs, 1 nearly counts customers. */
  readonly customerDamping: number;
}

/**
 * Decayed counts of "after i came j", row by row (i), columns ascending: a sum over customers, so it merges exactly
 * in any order (weights lie on a grid, see `onGrid`).
 */
export interface TransitionCounts {
  /** Row i spans rowStart[i] .. rowStart[i + 1] − 1. */
  readonly rowStart: Int32Array;
  readonly columns: Int32Array;
  readonly sums: Float64Array;
}

/** Products looked ahead to: the cost stays linear in purchases, however large baskets are. */
const MOST_AHEAD = 60;

/** Pairs that a customer makes, at most. */
export function mostPairs({ items }: BasketSequence): number {
  return 2 * items.length * Math.min(MOST_AHEAD, items.length);
}

/** Pairs kept before they are added up: 100 MB. */
const BUFFER = 6_000_000;

interface PairBuffer {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
  length: number;
}

function push(buffer: PairBuffer, row: number, column: number, weight: number): void {
  const at = buffer.length++;
  buffer.rows[at] = row;
  buffer.columns[at] = column;
  buffer.weights[at] = weight;
}

function addPairs({ items, baskets }: BasketSequence, options: TransitionOptions, buffer: PairBuffer): void {
  const share = items.length ** -options.customerDamping;
  for (let p = 0; p < items.length; p++) {
    const end = Math.min(items.length, p + 1 + MOST_AHEAD);
    for (let q = p + 1; q < end; q++) {
      if (items[p] === items[q]) continue;
      const distance = baskets[q]! - baskets[p]!;
      const isSame = distance === 0;
      const weight = onGrid(share * (isSame ? options.sameBasketWeight : options.decay ** (distance - 1)));
      const back = isSame ? weight : onGrid(weight * options.backWeight);
      if (weight > 0) push(buffer, items[p]!, items[q]!, weight);
      if (back > 0) push(buffer, items[q]!, items[p]!, back);
    }
  }
}

/** Adds up equal pairs: a counting sort by row, then a dense row at a time. O(pairs + products). */
function collapse(products: number, { rows, columns, weights, length }: PairBuffer): TransitionCounts {
  const place = new Int32Array(products + 1);
  for (let i = 0; i < length; i++) place[rows[i]! + 1]! += 1;
  for (let i = 0; i < products; i++) place[i + 1]! += place[i]!;
  const order = new Int32Array(length);
  const next = place.slice();
  for (let i = 0; i < length; i++) order[next[rows[i]!]!++] = i;
  return addRows(products, (row, add) => {
    for (let i = place[row]!; i < place[row + 1]!; i++) add(columns[order[i]!]!, weights[order[i]!]!);
  });
}

type RowReader = (row: number, add: (column: number, weight: number) => void) => void;

function addRows(products: number, read: RowReader): TransitionCounts {
  const dense = new Float64Array(products);
  const rowStart = new Int32Array(products + 1);
  const columns: Int32Array[] = [];
  const sums: Float64Array[] = [];
  let touched: number[] = [];
  const add = (column: number, weight: number): void => {
    if (dense[column] === 0) touched.push(column);
    dense[column]! += weight;
  };
  for (let row = 0; row < products; row++) {
    read(row, add);
    const sorted = Int32Array.from(touched).sort();
    rowStart[row + 1] = rowStart[row]! + sorted.length;
    columns.push(sorted);
    sums.push(Float64Array.from(sorted, (column) => dense[column]!));
    for (const column of touched) dense[column] = 0;
    touched = [];
  }
  return { rowStart, columns: joined(columns, Int32Array), sums: joined(sums, Float64Array) };
}

function joined<Typed extends Int32Array | Float64Array>(
  parts: readonly Typed[],
  Kind: new (length: number) => Typed,
): Typed {
  const whole = new Kind(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Counts which products follow which. O(60 × purchases).
 *
 * @param products how many product numbers there are.
 */
export function summariseTransitions(
  sequences: readonly BasketSequence[],
  products: number,
  options: TransitionOptions,
): TransitionCounts {
  const room = Math.min(
    BUFFER,
    sequences.reduce((sum, sequence) => sum + mostPairs(sequence), 0),
  );
  const buffer: PairBuffer = {
    rows: new Int32Array(room),
    columns: new Int32Array(room),
    weights: new Float64Array(room),
    length: 0,
  };
  let total: TransitionCounts | undefined;
  const flush = (): void => {
    const part = collapse(products, buffer);
    total = total === undefined ? part : mergeTransitions(total, part);
    buffer.length = 0;
  };
  for (const sequence of sequences) {
    for (const piece of pieces(sequence)) {
      if (buffer.length + mostPairs(piece) > room) flush();
      addPairs(piece, options, buffer);
    }
  }
  flush();
  return total!;
}

/** A customer too long for the buffer (a till's own account, a bot) is read in pieces. */
function pieces(sequence: BasketSequence): readonly BasketSequence[] {
  const most = Math.floor(BUFFER / (2 * MOST_AHEAD));
  const { items, baskets } = sequence;
  return Array.from({ length: Math.ceil(items.length / most) }, (_, i) => ({
    items: items.subarray(i * most, (i + 1) * most),
    baskets: baskets.subarray(i * most, (i + 1) * most),
  }));
}

/** Both groups of customers together; exact. */
export function mergeTransitions(a: TransitionCounts, b: TransitionCounts): TransitionCounts {
  return addRows(a.rowStart.length - 1, (row, add) => {
    for (const { rowStart, columns, sums } of [a, b]) {
      for (let i = rowStart[row]!; i < rowStart[row + 1]!; i++) add(columns[i]!, sums[i]!);
    }
  });
}
