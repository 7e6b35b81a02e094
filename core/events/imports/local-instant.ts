import { zoneOffsetMs } from '#core/kernel/time.ts';

/**
 * The instant at which a zone's wall clock shows a time. A time that a clock change doubles is its first pass;
 * one that a clock change leaves out is moved on by the gap, as clocks on the wall are.
 * @param wallMs the wall clock's reading as if it were UTC, epoch milliseconds.
 * @returns UTC epoch milliseconds.
 * @throws InputError if the zone is unknown.
 */
export function localInstant(zone: string, wallMs: number): number {
  const before = zoneOffsetMs(zone, wallMs - 86_400_000);
  const early = wallMs - before;
  if (zoneOffsetMs(zone, early) === before) return early;
  const late = wallMs - zoneOffsetMs(zone, early);
  return zoneOffsetMs(zone, late) === wallMs - late ? late : early;
}
