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
export function timingTable({ histories, customers }: TimingStatistics): TimingTable {
  const repeatPurchases = new Float64Array(histories.length);
  const recencyDays = new Float64Array(histories.length);
  const ageDays = new Float64Array(histories.length);
  histories.forEach((packed, g) => {
    const history = unpackHistory(packed);
    repeatPurchases[g] = history.repeatPurchases;
    recencyDays[g] = history.recencyDays;
    ageDays[g] = history.ageDays;
  });
  return {
    customers,
    repeatPurchases: coded(repeatPurchases),
    recencyDays: coded(recencyDays),
    ageDays: coded(ageDays),
  };
}
