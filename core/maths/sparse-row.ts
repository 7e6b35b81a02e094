/** A vector of which few entries are not zero. */
export interface SparseRow {
  /** Where they are, distinct. */
  readonly indexes: Int32Array;
  /** What they are, in the same order. */
  readonly values: Float64Array;
}

/** The row at length 1; a row of zeros stays as it is. */
export function unitRow(row: SparseRow): SparseRow {
  let squares = 0;
  for (const value of row.values) squares += value * value;
  if (squares === 0) return row;
  const length = Math.sqrt(squares);
  return { indexes: row.indexes, values: row.values.map((value) => value / length) };
}
