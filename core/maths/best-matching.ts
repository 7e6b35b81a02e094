/**
 * The one-to-one matching of rows to columns with the greatest total gain (Hungarian method, O(n³)). Where there are
 * more rows than columns, some rows get none.
 *
 * @param gains rows of equal length, any finite numbers.
 * @returns for each row its column, or −1 where columns ran out.
 * @see Kuhn, "The Hungarian method for the assignment problem", Naval Research Logistics 2, 1955; the shortest
 *   augmenting paths of Jonker & Volgenant, Computing 38, 1987.
 */
export function bestMatching(gains: readonly (readonly number[])[]): readonly number[] {
  const rows = gains.length;
  const columns = gains[0]?.length ?? 0;
  const size = Math.max(rows, columns);
  const cost = (i: number, j: number): number => -(gains[i]?.[j] ?? 0);
  const state: Search = {
    rowPrice: new Float64Array(size + 1),
    columnPrice: new Float64Array(size + 1),
    rowAt: new Int32Array(size + 1),
    cameFrom: new Int32Array(size + 1),
  };
  for (let row = 1; row <= size; row++) augment(state, row, size, cost);
  const columnOf = Array.from({ length: rows }, () => -1);
  for (let j = 1; j <= columns; j++) {
    const row = state.rowAt[j]! - 1;
    if (row < rows) columnOf[row] = j - 1;
  }
  return columnOf;
}

/** Prices (dual variables) and the matching so far; index 0 is a column that stands for "none". */
interface Search {
  readonly rowPrice: Float64Array;
  readonly columnPrice: Float64Array;
  readonly rowAt: Int32Array;
  readonly cameFrom: Int32Array;
}

function augment(state: Search, row: number, size: number, cost: (i: number, j: number) => number): void {
  const { rowAt, cameFrom } = state;
  const slack = new Float64Array(size + 1).fill(Infinity);
  const isDone = new Uint8Array(size + 1);
  rowAt[0] = row;
  let at = 0;
  do {
    isDone[at] = 1;
    at = nextColumn(state, { at, slack, isDone, size, cost });
  } while (rowAt[at] !== 0);
  while (at !== 0) {
    const previous = cameFrom[at]!;
    rowAt[at] = rowAt[previous]!;
    at = previous;
  }
}

function nextColumn(
  { rowPrice, columnPrice, rowAt, cameFrom }: Search,
  step: {
    readonly at: number;
    readonly slack: Float64Array;
    readonly isDone: Uint8Array;
    readonly size: number;
    readonly cost: (i: number, j: number) => number;
  },
): number {
  const { at, slack, isDone, size, cost } = step;
  const row = rowAt[at]!;
  let best = 0;
  let least = Infinity;
  for (let j = 1; j <= size; j++) {
    if (isDone[j]) continue;
    const reduced = cost(row - 1, j - 1) - rowPrice[row]! - columnPrice[j]!;
    if (reduced < slack[j]!) {
      slack[j] = reduced;
      cameFrom[j] = at;
    }
    if (slack[j]! < least) {
      least = slack[j]!;
      best = j;
    }
  }
  for (let j = 0; j <= size; j++) {
    if (isDone[j]) {
      rowPrice[rowAt[j]!]! += least;
      columnPrice[j]! -= least;
    } else slack[j]! -= least;
  }
  return best;
}
