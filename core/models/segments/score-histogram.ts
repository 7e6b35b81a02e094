/** How many had a score in each bin, and how many of them bought: a sum of whole numbers. */
export interface ScoreHistogram {
  readonly cases: Float64Array;
  readonly buyers: Float64Array;
}

/** Bins of equal width over the scores; what lies outside falls into the first or last. */
export interface ScoreBins {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Log-odds from .03 % to 99.97 %, a fifth apart. */
export const LOG_ODDS_BINS: ScoreBins = { low: -8, high: 8, count: 80 };
/** Logarithm of one plus signal points: 0 to some 400. */
export const SIGNAL_BINS: ScoreBins = { low: 0, high: 6, count: 60 };

/** No case yet. */
export function emptyHistogram({ count }: ScoreBins): ScoreHistogram {
  return { cases: new Float64Array(count), buyers: new Float64Array(count) };
}

/** Counts one case. */
export function countScore(
  { cases, buyers }: ScoreHistogram,
  { low, high, count }: ScoreBins,
  score: number,
  isBuyer: boolean,
): void {
  const place = Math.floor(((score - low) / (high - low)) * count);
  const bin = Math.min(count - 1, Math.max(0, place));
  cases[bin]! += 1;
  if (isBuyer) buyers[bin]! += 1;
}

/** Both groups of cases together. */
export function mergeHistograms(a: ScoreHistogram, b: ScoreHistogram): ScoreHistogram {
  return {
    cases: a.cases.map((n, bin) => n + b.cases[bin]!),
    buyers: a.buyers.map((n, bin) => n + b.buyers[bin]!),
  };
}

/** A threshold with what it did on held-out days. */
export interface Threshold {
  readonly score: number;
  /** Share of buyers at or above it. */
  readonly sensitivity: number;
  /** Share of buyers among those at or above it, divided by the share among all. */
  readonly lift: number;
  /** Persons at or above it. */
  readonly cases: number;
}

/**
 * The score that parts buyers from the others best: Youden's J = sensitivity + specificity − 1 at its greatest.
 *
 * @returns undefined where fewer than ten bought or did not buy: a threshold would be chance.
 * @see Youden, "Index for rating diagnostic tests", Cancer 3, 1950.
 */
export function bestThreshold({ cases, buyers }: ScoreHistogram, bins: ScoreBins): Threshold | undefined {
  const all = cases.reduce((sum, n) => sum + n, 0);
  const bought = buyers.reduce((sum, n) => sum + n, 0);
  if (bought < 10 || all - bought < 10) return undefined;
  let above = 0;
  let boughtAbove = 0;
  let best: (Threshold & { readonly j: number }) | undefined;
  for (let bin = bins.count - 1; bin > 0; bin--) {
    above += cases[bin]!;
    boughtAbove += buyers[bin]!;
    const sensitivity = boughtAbove / bought;
    const j = sensitivity - (above - boughtAbove) / (all - bought);
    if (above === 0 || (best !== undefined && j <= best.j)) continue;
    const score = bins.low + (bin * (bins.high - bins.low)) / bins.count;
    best = { j, score, sensitivity, lift: boughtAbove / above / (bought / all), cases: above };
  }
  if (best === undefined || best.j <= 0) return undefined;
  const { score, sensitivity, lift, cases: count } = best;
  return { score, sensitivity, lift, cases: count };
}
