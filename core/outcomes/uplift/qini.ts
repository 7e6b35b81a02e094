/** A person of a finished experiment, and how much a model thought that treating them would help. */
export interface ScoredPerson {
  readonly score: number;
  readonly isTreated: boolean;
  /** The metric, e.g. 1 for an order. */
  readonly outcome: number;
}

/** One point of the curve: what treating the best-scored share would have brought. */
export interface QiniPoint {
  /** Share of people treated, best scores first, 0-1. */
  readonly share: number;
  /** Incremental outcome per person of the whole audience. */
  readonly gain: number;
}

/**
 * The Qini curve: at each share φ of people by falling score, g(φ) = (Y_t(φ) − Y_c(φ)·N_t(φ)/N_c(φ)) / N_t, where Y and
 * N count outcomes and people among the treated and the control. People of equal score enter together.
 *
 * @see Radcliffe, "Using control groups to target on predicted lift", Direct Marketing Analytics Journal, 2007.
 */
export function qiniCurve(people: readonly ScoredPerson[]): readonly QiniPoint[] {
  const sorted = people.toSorted((a, b) => b.score - a.score);
  const treatedCount = people.filter(({ isTreated }) => isTreated).length;
  const points: QiniPoint[] = [{ share: 0, gain: 0 }];
  if (treatedCount === 0 || treatedCount === people.length) return points;
  const so = { treated: 0, control: 0, treatedOutcome: 0, controlOutcome: 0 };
  for (const [index, person] of sorted.entries()) {
    if (person.isTreated) {
      so.treated += 1;
      so.treatedOutcome += person.outcome;
    } else {
      so.control += 1;
      so.controlOutcome += person.outcome;
    }
    if (sorted[index + 1]?.score === person.score) continue;
    const expected = so.control === 0 ? 0 : (so.controlOutcome * so.treated) / so.control;
    points.push({
      share: (index + 1) / sorted.length,
      gain: (so.treatedOutcome - expected) / treatedCount,
    });
  }
  return points;
}

/**
 * The Qini coefficient: area between the curve and the straight line to its end, which is what treating people at
 * random brings. 0 for scores that know nothing; in the metric's unit per person.
 */
export function qiniCoefficient(people: readonly ScoredPerson[]): number {
  const curve = qiniCurve(people);
  const end = curve.at(-1)?.gain ?? 0;
  let area = 0;
  for (let i = 1; i < curve.length; i++) {
    const [from, to] = [curve[i - 1]!, curve[i]!];
    area += (to.share - from.share) * ((from.gain + to.gain) / 2);
  }
  return area - end / 2;
}
