export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Korea has had one offset, without summer time, since 1988. */
const SEOUL_OFFSET_MS = 9 * HOUR_MS;

/** Midnight in Seoul of a date written `2026-11-01`, UTC epoch milliseconds. */
export function seoulMidnightMs(date: string): number {
  const utcMs = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(utcMs)) throw new RangeError(`not a date like 2026-11-01: ${date}`);
  return utcMs - SEOUL_OFFSET_MS;
}

/** Seoul's wall clock read as if it were UTC: its `getUTC…` fields are Seoul's. */
export function seoulClock(atMs: number): Date {
  return new Date(atMs + SEOUL_OFFSET_MS);
}

/** `2026-11-01` in Seoul. */
export function seoulDate(atMs: number): string {
  return seoulClock(atMs).toISOString().slice(0, 10);
}

/** `2026-11-01T09:30:00.000+09:00`, as a till writes it. */
export function seoulIso(atMs: number): string {
  return seoulClock(atMs).toISOString().replace('Z', '+09:00');
}

export function utcIso(atMs: number): string {
  return new Date(atMs).toISOString();
}

const offsets = new Map<string, number>();

/** How far the zone's wall clock is ahead of UTC at that instant, milliseconds. */
export function zoneOffsetMs(zone: string, atMs: number): number {
  if (zone === 'Asia/Seoul') return SEOUL_OFFSET_MS;
  const hour = Math.floor(atMs / HOUR_MS);
  const key = `${zone} ${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = Date.parse(`${wallClock(zone, hour * HOUR_MS)}Z`) - hour * HOUR_MS;
  offsets.set(key, offset);
  return offset;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string, atMs: number): string {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    clocks.set(zone, clock);
  }
  return clock.format(atMs).replace(' ', 'T');
}

/** Seollal and Chuseok by the lunar calendar: presents are bought in the two weeks before. */
const lunarHolidays = [
  '2025-01-29',
  '2025-10-06',
  '2026-02-17',
  '2026-09-25',
  '2027-02-07',
  '2027-09-15',
  '2028-01-27',
  '2028-10-03',
].map(seoulMidnightMs);

/** Is the instant within the two weeks before Seollal or Chuseok? */
export function isGiftSeason(atMs: number): boolean {
  return lunarHolidays.some((dayMs) => atMs < dayMs && dayMs - atMs < 14 * DAY_MS);
}

/**
 * How willing people are to shop on that day against an average one, mean about 1: gift seasons, the pay days
 * after the 25th, and a slow year with its own peak.
 *
 * @param peakDayOfYear where this person's year has its top, 0-365
 * @param amplitude of the yearly wave, 0 for none, < 1
 */
export function seasonAt(atMs: number, peakDayOfYear: number, amplitude: number): number {
  const local = seoulClock(atMs);
  const yearStartMs = Date.UTC(local.getUTCFullYear(), 0, 1);
  const dayOfYear = (local.getTime() - yearStartMs) / DAY_MS;
  const wave = 1 + amplitude * Math.cos((2 * Math.PI * (dayOfYear - peakDayOfYear)) / 365.25);
  const payday = local.getUTCDate() >= 25 || local.getUTCDate() <= 2 ? 1 + amplitude / 2 : 1 - amplitude / 8;
  return wave * payday * (isGiftSeason(atMs) ? 1 + amplitude / 2 : 1);
}
