import { type TimingStatistics, unpackHistory } from '#core/models/timing/timing-statistics.ts';

/** A column with few distinct values: the values, ascending, and each group's place among them. */
export interface CodedColumn {
  readonly values: Float64Array;
  readonly codes: Int32Array;
}

/**
 * The grouped histories as columns. A likelihood computes its logarithms once per distinct value (some hundreds) and
 * only looks them up per group.
 */
export interface TimingTable {
  readonly customers: Float64Array;
  readonly repeatPurchases: CodedColumn;
  readonly recencyDays: CodedColumn;
  readonly ageDays: CodedColumn;
}

function coded(raw: Float64Array): CodedColumn {
  const values = Float64Array.from(new Set(raw)).sort();
  const place = new Map<number, number>();
  values.forEach((value, i) => place.set(value, i));
  return { values, codes: Int32Array.from(raw, (value) => place.get(value)!) };
}

/** Lays the statistics out for fitting. O(groups). */
export function timingTable(statistics: TimingStatistics): TimingTable {
  const histories = Array.from(statistics.histories, unpackHistory);
  const column = (pick: (history: (typeof histories)[number]) => number): CodedColumn =>
    coded(Float64Array.from(histories, pick));
  return {
    customers: statistics.customers,
    repeatPurchases: column((history) => history.repeatPurchases),
    recencyDays: column((history) => history.recencyDays),
    ageDays: column((history) => history.ageDays),
  };
}
