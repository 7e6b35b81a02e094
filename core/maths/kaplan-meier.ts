/** The share that has not yet had its event just after each of the times, which ascend. */
export interface SurvivalCurve {
  readonly times: readonly number[];
  readonly survival: readonly number[];
}

/**
 * How many still wait, when some are only known to have waited up to a time (censored). A tie between an event and a
 * censoring counts the event first. O(n log n).
 *
 * @param times when the event came or the watching ended, in any unit.
 * @param isEvent whether it was the event.
 * @see Kaplan & Meier, "Nonparametric estimation from incomplete observations", JASA 53(282), 1958.
 */
export function kaplanMeier(times: ArrayLike<number>, isEvent: ArrayLike<boolean>): SurvivalCurve {
  const order = Array.from({ length: times.length }, (_, i) => i).sort((i, j) => times[i]! - times[j]!);
  const curve = { times: [] as number[], survival: [] as number[] };
  let survival = 1;
  for (let i = 0; i < order.length; ) {
    const time = times[order[i]!]!;
    let events = 0;
    let j = i;
    for (; j < order.length && times[order[j]!] === time; j++) if (isEvent[order[j]!]) events += 1;
    survival *= 1 - events / (order.length - i);
    if (events > 0) {
      curve.times.push(time);
      curve.survival.push(survival);
    }
    i = j;
  }
  return curve;
}

/** The share still waiting just after the time; 1 before the first event. */
export function survivalAt(curve: SurvivalCurve, time: number): number {
  let survival = 1;
  for (let i = 0; i < curve.times.length && curve.times[i]! <= time; i++) survival = curve.survival[i]!;
  return survival;
}
