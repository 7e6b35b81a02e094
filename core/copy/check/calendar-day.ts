import { DAY_MS, zoneOffsetMs } from '#core/kernel/time.ts';

/** A day as copy names it: parts that are not said are undefined. */
export interface CalendarDay {
  readonly year?: number | undefined;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
}

/** A day with all its parts. */
export interface FullDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The wall clock by which a Korean sender's dates are meant. */
const ZONE = 'Asia/Seoul';

/** Does the day exist? Without a year, 29 February does. */
export function isRealDay({ year = 2024, month, day }: CalendarDay): boolean {
  if (month !== undefined && (month < 1 || month > 12)) return false;
  if (day === undefined) return true;
  return day >= 1 && day <= new Date(Date.UTC(year, month ?? 1, 0)).getUTCDate();
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/** The day that a wall clock in Seoul shows at an instant, plus some days. */
export function dayAt(atMs: number, plusDays = 0): FullDay {
  const wall = new Date(atMs + zoneOffsetMs(ZONE, atMs) + plusDays * DAY_MS);
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/** Midnight of a day in Seoul, as UTC epoch milliseconds. */
export function startOfDayMs(year: number, month: number, day: number): number {
  const asUtc = Date.UTC(year, month - 1, day);
  return asUtc - zoneOffsetMs(ZONE, asUtc);
}

/** Do two namings agree in every part that both say? */
export function agrees(said: CalendarDay, known: CalendarDay): boolean {
  const same = (a: number | undefined, b: number | undefined): boolean =>
    a === undefined || b === undefined || a === b;
  return same(said.year, known.year) && same(said.month, known.month) && same(said.day, known.day);
}
