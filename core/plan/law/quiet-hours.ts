import { localSecondOfDay, zoneOffsetMs } from '#core/kernel/time.ts';
import type { QuietHours } from './law-pack.ts';

const MINUTE_MS = 60_000;

/** Is the wall clock of this instant within the quiet hours? Judged by the clock itself, in both passes of a doubled hour. */
export function isQuiet({ fromSecond, toSecond }: QuietHours, zone: string, atMs: number): boolean {
  const second = localSecondOfDay(zone, atMs);
  return fromSecond > toSecond
    ? second >= fromSecond || second < toSecond
    : second >= fromSecond && second < toSecond;
}

/**
 * The first whole second at or after `fromMs` (itself a whole second) whose wall clock is not quiet. A change of
 * the clock on the way is seen: it may end the quiet hours early, or make them longer.
 */
export function quietUntilMs(hours: QuietHours, zone: string, fromMs: number): number {
  let atMs = fromMs;
  while (isQuiet(hours, zone, atMs)) {
    const left = (hours.toSecond - localSecondOfDay(zone, atMs) + 86_400) % 86_400;
    const endMs = Math.floor(atMs / 1000) * 1000 + left * 1000;
    atMs = firstChangeMs(zone, atMs, endMs) ?? endMs;
  }
  return atMs;
}

/** The first second in (fromMs, toMs] at which the zone's offset differs from that at `fromMs`. */
function firstChangeMs(zone: string, fromMs: number, toMs: number): number | undefined {
  const offset = zoneOffsetMs(zone, fromMs);
  for (let before = fromMs; before < toMs; before += MINUTE_MS) {
    const after = Math.min(before + MINUTE_MS, toMs);
    if (zoneOffsetMs(zone, after) === offset) continue;
    let second = Math.floor(before / 1000) * 1000 + 1000;
    while (zoneOffsetMs(zone, second) === offset) second += 1000;
    return second;
  }
  return undefined;
}
