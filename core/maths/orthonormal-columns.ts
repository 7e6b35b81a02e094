import { type DenseMatrix, dot, rowOf, zeroMatrix } from './dense-matrix.ts';

/** A column that shrinks to less than this share of itself lay in the others' span, up to rounding. */
const DEPENDENT = 1e-10;

/** The matrix on its side: rows become columns. */
export function transposed({ rows, columns, values }: DenseMatrix): DenseMatrix {
  const turned = zeroMatrix(columns, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned.values[j * rows + i] = values[i * columns + j]!;
  }
  return turned;
}

function takeOut(column: Float64Array, unit: Float64Array): void {
  const along = dot(column, unit);
  for (let i = 0; i < column.length; i++) column[i]! -= along * unit[i]!;
}

/**
 * An orthonormal basis of what the columns span, by modified Gram-Schmidt, done twice ("twice is enough", Giraud et
 * al. 2005). A column that depends on those before it becomes zeros. O(rows · columns²).
 */
export function orthonormalColumns(matrix: DenseMatrix): DenseMatrix {
  // On its side, so that what is read together lies together.
  const basis = transposed(matrix);
  for (let j = 0; j < basis.rows; j++) {
    const column = rowOf(basis, j);
    const before = Math.sqrt(dot(column, column));
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < j; other++) takeOut(column, rowOf(basis, other));
    }
    const after = Math.sqrt(dot(column, column));
    const scale = after > DEPENDENT * before ? 1 / after : 0;
    for (let i = 0; i < column.length; i++) column[i]! *= scale;
  }
  return transposed(basis);
}
