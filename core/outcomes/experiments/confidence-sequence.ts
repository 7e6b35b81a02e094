/**
 * How far an estimate may be from the truth at every look at once: a confidence sequence, so that looking daily is
 * allowed. Holds asymptotically, from the first look at which the arms' variances are known well.
 *
 * @see Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, "Time-uniform central limit theory and asymptotic confidence
 * sequences", Annals of Statistics 52(6), 2024, theorem 2.2 and appendix B.2 (choice of ρ).
 */
export interface SequenceSettings {
  /** Chance that the truth is ever outside, in (0, 1). */
  readonly alpha: number;
  /** Number of people at which the interval is to be tightest: the planned size of the experiment. */
  readonly tightestAt: number;
}

/**
 * Half the width of the interval around an estimate.
 * @param standardError of the estimate from `count` people.
 * @param count ≥ 1.
 */
export function sequenceRadius(
  standardError: number,
  count: number,
  { alpha, tightestAt }: SequenceSettings,
): number {
  const logs = -2 * Math.log(alpha);
  const scale = (count * (logs + Math.log(logs + 1))) / tightestAt;
  return standardError * Math.sqrt(((scale + 1) / scale) * (2 * Math.log(Math.sqrt(scale + 1) / alpha)));
}

/** The fewest people for which the interval's half width would be `radius`, if the spread of one person stays. */
export function peopleFor(
  radius: number,
  spreadOfOne: number,
  settings: SequenceSettings,
): number | undefined {
  if (!(radius > 0)) return undefined;
  const radiusOf = (count: number): number =>
    sequenceRadius(spreadOfOne / Math.sqrt(count), count, { ...settings, tightestAt: count });
  let high = 2;
  while (radiusOf(high) > radius && high < MOST_PEOPLE) high *= 2;
  if (high >= MOST_PEOPLE) return undefined;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (radiusOf(middle) > radius) low = middle;
    else high = middle;
  }
  return high;
}

/** More than live on earth: the effect cannot be told from nothing. */
const MOST_PEOPLE = 1e10;
