/** Upper edges of the bins of a standardised feature; the last bin is open. */
const EDGES = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2.5] as const;

/** Bins of a feature's distribution. */
export const STABILITY_BINS = EDGES.length + 1;

/** The bin of a standardised value. */
export function stabilityBin(z: number): number {
  let bin = 0;
  while (bin < EDGES.length && z > EDGES[bin]!) bin += 1;
  return bin;
}

/**
 * How far a distribution moved: Σ (actual − expected) · ln(actual / expected) over bins. By custom below .1 nothing
 * happened, above .25 the model was trained on other people than it scores. Half a person is added to each bin.
 *
 * @param expected counts at training, `actual` counts now; equal lengths.
 * @returns >= 0; 0 where either is empty.
 * @see Siddiqi, "Credit Risk Scorecards", 2006, chapter 9.
 */
export function populationStability(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
  const total = (counts: ArrayLike<number>): number => Array.from(counts).reduce((sum, n) => sum + n, 0);
  const before = total(expected);
  const now = total(actual);
  if (before === 0 || now === 0) return 0;
  let index = 0;
  for (let bin = 0; bin < expected.length; bin++) {
    const e = (expected[bin]! + 0.5) / (before + expected.length / 2);
    const a = (actual[bin]! + 0.5) / (now + expected.length / 2);
    index += (a - e) * Math.log(a / e);
  }
  return index;
}
