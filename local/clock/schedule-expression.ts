import { InputError } from '#core/kernel/errors.ts';

const RATE_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MINUTE_MS = 60_000;
/** Leap days of a given weekday may lie 40 years apart; days, not minutes, are walked. */
const HORIZON_DAYS = 366 * 41;

/** When a schedule fires next, strictly after `afterMs`; undefined when never. */
export type NextFire = (afterMs: number) => number | undefined;

/**
 * Reads `rate(5 minutes)`, `cron(0 9 * * ? *)` and `at(2026-11-21T09:00:00)`. Rates count from `startMs`.
 * @throws InputError naming the part that is not understood.
 */
export function scheduleExpression(expression: string, zone: string, startMs: number): NextFire {
  const [, kind = '', inside = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rate(inside, startMs);
  if (kind === 'cron') return cron(inside, zone);
  if (kind === 'at') return once(inside, zone);
  throw new InputError(`schedule "${expression}" is neither rate(…), cron(…) nor at(…)`);
}

function rate(inside: string, startMs: number): NextFire {
  const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(inside) ?? [];
  const periodMs = Number(count) * ((RATE_MS[unit as keyof typeof RATE_MS] as number | undefined) ?? 0);
  if (!(periodMs > 0)) throw new InputError(`rate(${inside}) is not understood: write rate(5 minutes)`);
  return (afterMs) => startMs + (Math.floor((afterMs - startMs) / periodMs) + 1) * periodMs;
}

function once(inside: string, zone: string): NextFire {
  const wallMs = Date.parse(`${inside}Z`);
  if (Number.isNaN(wallMs))
    throw new InputError(`at(${inside}) is no local time such as 2026-11-21T09:00:00`);
  return (afterMs) => {
    const atMs = wallMs - offsetMs(zone, wallMs - offsetMs(zone, wallMs));
    return atMs > afterMs ? atMs : undefined;
  };
}

interface CronFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly isDay: (day: Date) => boolean;
}

function cron(inside: string, zone: string): NextFire {
  const fields = cronFields(inside);
  return (afterMs) => {
    const offset = offsetMs(zone, afterMs);
    const firstMs = Math.floor((afterMs + offset) / MINUTE_MS + 1) * MINUTE_MS;
    for (let dayIndex = 0; dayIndex < HORIZON_DAYS; dayIndex += 1) {
      const midnightMs = Math.floor(firstMs / RATE_MS.day + dayIndex) * RATE_MS.day;
      const localMs = fields.isDay(new Date(midnightMs))
        ? firstOfDay(fields, midnightMs, firstMs)
        : undefined;
      if (localMs !== undefined) return localMs - offsetMs(zone, localMs - offset);
    }
    return undefined;
  };
}

function firstOfDay(fields: CronFields, midnightMs: number, notBeforeMs: number): number | undefined {
  for (const hour of [...fields.hours].sort((a, b) => a - b))
    for (const minute of [...fields.minutes].sort((a, b) => a - b)) {
      const atMs = midnightMs + hour * RATE_MS.hour + minute * MINUTE_MS;
      if (atMs >= notBeforeMs) return atMs;
    }
  return undefined;
}

function cronFields(inside: string): CronFields {
  const parts = inside.trim().split(/\s+/);
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = parts;
  if (parts.length !== 6) throw new InputError(`cron(${inside}) must have six fields`);
  const months = numbers(month, 1, 12, MONTHS);
  const days = numbers(dayOfMonth, 1, 31, []);
  const years = numbers(year, 1970, 2199, []);
  const weekdays = new Set([...numbers(dayOfWeek, 1, 7, WEEKDAYS)].map((day) => day - 1));
  return {
    minutes: numbers(minute, 0, 59, []),
    hours: numbers(hour, 0, 23, []),
    isDay: (day) =>
      months.has(day.getUTCMonth() + 1) &&
      days.has(day.getUTCDate()) &&
      weekdays.has(day.getUTCDay()) &&
      years.has(day.getUTCFullYear()),
  };
}

function numbers(field: string, lowest: number, highest: number, names: readonly string[]): Set<number> {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const { start, end, step } = cronRange(part, lowest, highest, names);
    if (!(start >= lowest && end <= highest)) throw new InputError(`cron field "${field}" is out of range`);
    for (let value = start; value <= end; value += step) found.add(value);
  }
  return found;
}

function cronRange(
  part: string,
  lowest: number,
  highest: number,
  names: readonly string[],
): { start: number; end: number; step: number } {
  const match = /^(\*|\?|[A-Za-z]{3}|\d+)(?:-([A-Za-z]{3}|\d+))?(?:\/(\d+))?$/.exec(part);
  if (match === null)
    throw new InputError(`cron field "${part}" is not understood (L, W and # are not known locally)`);
  const [, from = '*', to, step] = match;
  const isAll = from === '*' || from === '?';
  const start = isAll ? lowest : toNumber(from, names);
  const openEnd = isAll || step !== undefined ? highest : start;
  return { start, end: to === undefined ? openEnd : toNumber(to, names), step: Number(step ?? 1) };
}

function toNumber(text: string, names: readonly string[]): number {
  const index = names.indexOf(text.toUpperCase());
  return index >= 0 ? index + 1 : Number(text);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMs(zone: string, atMs: number): number {
  if (zone === 'UTC') return 0;
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  const text = format.formatToParts(atMs).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * RATE_MS.hour + Number(minutes) * MINUTE_MS);
}
