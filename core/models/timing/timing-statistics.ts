import { DomainError } from '#core/kernel/errors.ts';
import { HistoryIndex } from '#core/models/timing/history-index.ts';
import type { PurchaseHistory } from '#core/models/timing/purchase-history.ts';

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

function assertCountable({ recencyDays, ageDays }: PurchaseHistory): void {
  if (ageDays < DAYS && Number.isInteger(ageDays) && Number.isInteger(recencyDays)) return;
  throw new DomainError('timing statistics count whole days, up to 44 years', {
    details: { ageDays, recencyDays },
  });
}

const pack = ({ repeatPurchases, recencyDays, ageDays }: PurchaseHistory): number =>
  (repeatPurchases * DAYS + recencyDays) * DAYS + ageDays;

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

/** Counts by number of history, as long as needed. */
class Tally {
  private counts = new Float64Array(1024);

  add(number: number): void {
    if (number >= this.counts.length) {
      const wider = new Float64Array(2 * this.counts.length);
      wider.set(this.counts);
      this.counts = wider;
    }
    this.counts[number]! += 1;
  }

  of(number: number): number {
    return this.counts[number]!;
  }
}

/**
 * Counts customers by history. O(customers).
 *
 * @throws DomainError for an impossible history.
 */
export function summariseTiming(rows: Iterable<TimingRow>): TimingStatistics {
  const index = new HistoryIndex();
  const tally = new Tally();
  const gaps = { pairs: 0, squares: 0 };
  for (const row of rows) {
    assertCountable(row);
    tally.add(index.numberOf(row));
    if (row.lastTwoGapsDays === undefined) continue;
    const [first, second] = row.lastTwoGapsDays;
    gaps.pairs += 1;
    gaps.squares += Math.round((first / (first + second) - 0.5) ** 2 * SQUARE_UNITS);
  }
  const counts = new Map<number, number>();
  for (let number = 0; number < index.size; number++)
    counts.set(pack(index.historyAt(number)), tally.of(number));
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
