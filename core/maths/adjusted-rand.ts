const pairs = (count: number): number => (count * (count - 1)) / 2;

function countBy(keys: Iterable<string | number>): Map<string | number, number> {
  const counts = new Map<string | number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const pairSum = (counts: Map<unknown, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + pairs(count), 0);

/**
 * How far two groupings of the same people agree, chance taken off: 1 the same, 0 no better than chance; can fall
 * below 0. Two groupings that both put everybody together, or both everybody apart, agree: 1.
 *
 *     ARI = (Σ C(n_ij, 2) − E) / (½ (Σ C(a_i, 2) + Σ C(b_j, 2)) − E),  E = Σ C(a_i, 2) Σ C(b_j, 2) / C(n, 2)
 *
 * @see Hubert & Arabie, "Comparing partitions", Journal of Classification 2, 1985.
 */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const left = Array.from(a);
  const right = Array.from(b);
  const together = pairSum(countBy(left.map((group, i) => `${group} ${right[i]}`)));
  const inLeft = pairSum(countBy(left));
  const inRight = pairSum(countBy(right));
  const expected = (inLeft * inRight) / Math.max(1, pairs(left.length));
  const most = (inLeft + inRight) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}
