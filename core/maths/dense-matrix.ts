/** Rows of equal length, one after the other. */
export interface DenseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Entry (i, j) at `i · columns + j`. */
  readonly values: Float64Array;
}

/** A matrix of zeros. */
export function zeroMatrix(rows: number, columns: number): DenseMatrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** Row i; shares memory with the matrix. */
export function rowOf(matrix: DenseMatrix, i: number): Float64Array {
  return matrix.values.subarray(i * matrix.columns, (i + 1) * matrix.columns);
}

/** Σ a_j b_j over two vectors of equal length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

/** Brings a vector to length 1 in place; zeros stay zeros. Returns its former length. */
export function normalise(vector: Float64Array): number {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let j = 0; j < vector.length; j++) vector[j]! /= length;
  return length;
}
