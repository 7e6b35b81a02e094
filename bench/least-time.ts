/**
 * Least times of some runs, nanoseconds, measured by turns: what else the machine does falls on all alike, so that
 * their ratios hold.
 */
export function leastNsByTurns(rounds: number, runs: readonly (() => void)[]): readonly number[] {
  const least = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round += 1) {
    runs.forEach((run, index) => {
      least[index] = Math.min(least[index] ?? 0, leastNs(1, run));
    });
  }
  return least;
}

/** Least time of some rounds, nanoseconds: what the machine can do when left alone. */
export function leastNs(rounds: number, run: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const start = process.hrtime.bigint();
    run();
    least = Math.min(least, Number(process.hrtime.bigint() - start));
  }
  return least;
}
