/** Megabytes of memory the process has held at most so far. */
const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

/** One line of the bench: what was done, how much of it, how long it took and, where there is one, the goal. */
export function line(what: string, ms: number, goal = ''): void {
  const seconds = ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(1)} ms`;
  process.stdout.write(
    `  ${what.padEnd(64)}${seconds.padStart(10)}  ${goal.padEnd(16)} peak ${peakMb()} MB\n`,
  );
}

/** What a piece of work gave and how much processor time it took: what else the machine does falls on nobody. */
export function timed<T>(work: () => T): { readonly result: T; readonly ms: number } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { result, ms: (user + system) / 1000 };
}

/** The least time of some runs, in milliseconds. */
export function leastMs(runs: number, work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) least = Math.min(least, timed(work).ms);
  return least;
}

/** How cost grows: 1 is linear. From the smallest and the largest of the sizes. */
export function growth(points: readonly { readonly size: number; readonly ms: number }[]): string {
  const first = points[0]!;
  const last = points.at(-1)!;
  const exponent = Math.log(last.ms / first.ms) / Math.log(last.size / first.size);
  const each = points.map(({ size, ms }) => `10^${Math.log10(size).toFixed(0)} ${ms.toFixed(0)} ms`);
  return `  growth: ${each.join(', ')}; exponent ${exponent.toFixed(2)} (1 is linear)\n`;
}
