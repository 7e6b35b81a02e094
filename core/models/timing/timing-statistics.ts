import { DomainError } from '#core/kernel/errors.ts';
import { assertPossible, type PurchaseHistory } from '#core/models/timing/purchase-history.ts';

/** One customer, as the timing learners read them. Recency and age in whole days. */
export interface TimingRow extends PurchaseHistory {
  /** Days between the last three orders, oldest gap first; absent below two repeats. */
  readonly lastTwoGapsDays?: readonly [number, number];
}

/**
 * What every timing model is fitted from: how many customers share each history. A sum of whole numbers, so merging
 * is exact and the order of merging cannot matter. Four million customers make some hundred thousand groups.
 */
export interface TimingStatistics {
  /** Packed histories, ascending; see `unpackHistory`. */
  readonly histories: Float64Array;
  /** Customers with that history. */
  readonly customers: Float64Array;
  /** Customers with two gaps. */
  readonly gapPairs: number;
  /** Sum over them of (first gap's share of both − ½)², in units of 2^−20: a whole number. */
  readonly gapShareSquares: number;
}

/** 14 bits hold 44 years of days; 25 bits are left for the count of repeats. */
const DAYS = 16_384;
const SQUARE_UNITS = 1_048_576;

function pack({ repeatPurchases, recencyDays, ageDays }: PurchaseHistory): number {
  if (ageDays >= DAYS || !Number.isInteger(ageDays) || !Number.isInteger(recencyDays)) {
    throw new DomainError('timing statistics count whole days, up to 44 years', {
      details: { ageDays, recencyDays },
    });
  }
  return (repeatPurchases * DAYS + recencyDays) * DAYS + ageDays;
}

/** The history behind a packed one. */
export function unpackHistory(packed: number): PurchaseHistory {
  const head = Math.floor(packed / DAYS);
  return {
    repeatPurchases: Math.floor(head / DAYS),
    recencyDays: head % DAYS,
    ageDays: packed - head * DAYS,
  };
}

function fromCounts(
  counts: ReadonlyMap<number, number>,
  gaps: { pairs: number; squares: number },
): TimingStatistics {
  const histories = Float64Array.from(counts.keys()).sort();
  const customers = histories.map((packed) => counts.get(packed)!);
  return { histories, customers, gapPairs: gaps.pairs, gapShareSquares: gaps.squares };
}

/**
 * Counts customers by history. O(customers).
 *
 * @throws DomainError for an impossible history.
 */
export function summariseTiming(rows: Iterable<TimingRow>): TimingStatistics {
  const counts = new Map<number, number>();
  const gaps = { pairs: 0, squares: 0 };
  for (const row of rows) {
    assertPossible(row);
    const packed = pack(row);
    counts.set(packed, (counts.get(packed) ?? 0) + 1);
    if (row.lastTwoGapsDays === undefined) continue;
    const [first, second] = row.lastTwoGapsDays;
    gaps.pairs += 1;
    gaps.squares += Math.round((first / (first + second) - 0.5) ** 2 * SQUARE_UNITS);
  }
  return fromCounts(counts, gaps);
}

/** Both groups of customers together. Associative and commutative to the last bit. */
export function mergeTiming(a: TimingStatistics, b: TimingStatistics): TimingStatistics {
  const counts = new Map<number, number>();
  for (const { histories, customers } of [a, b]) {
    histories.forEach((packed, i) => counts.set(packed, (counts.get(packed) ?? 0) + customers[i]!));
  }
  const gaps = { pairs: a.gapPairs + b.gapPairs, squares: a.gapShareSquares + b.gapShareSquares };
  return fromCounts(counts, gaps);
}

/**
 * How regular purchases are: the shape k of Erlang-distributed gaps. 1 is chance (exponential gaps), 2 and more a
 * rhythm. The share M of one gap in two neighbouring ones is Beta(k, k) for every customer, whatever their own rate:
 *
 *     var(M) = 1 / (4 (2k + 1)),  so  k = (1 − 4 var) / (8 var)
 *
 * @returns k > 0, unrounded; NaN when nobody has two gaps.
 * @see Wheat & Morrison, "Estimating purchase regularity with two interpurchase times", Journal of Marketing
 *   Research 27(1), 1990.
 */
export function regularity({ gapPairs, gapShareSquares }: TimingStatistics): number {
  const variance = gapShareSquares / SQUARE_UNITS / gapPairs;
  return (1 - 4 * variance) / (8 * variance);
}
