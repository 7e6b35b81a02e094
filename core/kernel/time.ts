import { InputError } from './errors.ts';

/** Milliseconds in a day of 24 hours. */
export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Offsets are remembered for a quarter of an hour of UTC. */
const QUARTER_MS = 900_000;
/** Offsets remembered per zone; a quarter of an hour each, so about six weeks. */
const REMEMBERED_QUARTERS = 4096;

interface ZoneMemory {
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, ZoneMemory | undefined>();

function openZone(zone: string): ZoneMemory | undefined {
  const known = zones.get(zone);
  if (known !== undefined || zones.has(zone)) return known;
  let memory: ZoneMemory | undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    memory = { format, offsets: new Map() };
  } catch {
    memory = undefined;
  }
  // Names come from outside: what is no zone must not fill the memory.
  if (memory !== undefined || zones.size < 2048) zones.set(zone, memory);
  return memory;
}

/** Is this the name of an IANA time zone that the running machine knows? Offsets such as `+09:00` are not names. */
export function isTimeZone(name: string): boolean {
  // Offsets may be remembered too, and begin with no letter.
  if (zones.get(name) !== undefined && name >= 'A') return true;
  return /^[A-Za-z][A-Za-z0-9_+\-/]{1,40}$/.test(name) && openZone(name) !== undefined;
}

/**
 * Offset of a zone at an instant, in milliseconds east of UTC.
 * @throws InputError if the zone is unknown.
 */
export function zoneOffsetMs(zone: string, atMs: number): number {
  const memory = openZone(zone);
  if (memory === undefined) {
    throw new InputError(`unknown time zone ${JSON.stringify(zone)}: give an IANA name such as Asia/Seoul`, {
      details: { ko: `모르는 시간대입니다: ${JSON.stringify(zone)}. Asia/Seoul 처럼 쓰십시오` },
    });
  }
  const quarter = Math.floor(atMs / QUARTER_MS);
  const remembered = memory.offsets.get(quarter);
  if (remembered !== undefined) return remembered;
  const offset = readOffsetMs(memory.format, quarter * QUARTER_MS);
  // Nearly every change falls on a quarter of an hour; Antarctica/Casey changed at one minute past midnight.
  if (offset !== readOffsetMs(memory.format, (quarter + 1) * QUARTER_MS - 1000)) {
    return readOffsetMs(memory.format, Math.floor(atMs / 1000) * 1000);
  }
  if (memory.offsets.size >= REMEMBERED_QUARTERS) memory.offsets.clear();
  memory.offsets.set(quarter, offset);
  return offset;
}

function readOffsetMs(format: Intl.DateTimeFormat, atMs: number): number {
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(atMs)) part[type] = value;
  const year = part['era'] === 'BC' ? 1 - Number(part['year']) : Number(part['year']);
  const wall = new Date(0);
  wall.setUTCFullYear(year, Number(part['month']) - 1, Number(part['day']));
  wall.setUTCHours(Number(part['hour']), Number(part['minute']), Number(part['second']));
  return wall.getTime() - atMs;
}

/** Seconds since midnight on the zone's wall clock, [0, 86 400). */
export function localSecondOfDay(zone: string, atMs: number): number {
  const local = atMs + zoneOffsetMs(zone, atMs);
  return Math.floor((((local % DAY_MS) + DAY_MS) % DAY_MS) / 1000);
}

/** Days since 1970-01-01 on the zone's calendar. */
export function localDay(zone: string, atMs: number): number {
  return Math.floor((atMs + zoneOffsetMs(zone, atMs)) / DAY_MS);
}

/** Half a day: what a day must have behind it to count as seen. */
const HALF_DAY_MS = DAY_MS / 2;

/**
 * The last day on the zone's calendar of which at least half is over: what models learn from and look back from. A
 * run at three at night ends with yesterday; days since 1970-01-01.
 */
export function lastSeenDay(zone: string, atMs: number): number {
  return localDay(zone, atMs - HALF_DAY_MS);
}

/** Hour of the week on the zone's wall clock: 0 is Monday 00:00-00:59, 167 is Sunday 23:00-23:59. */
export function hourOfWeek(zone: string, atMs: number): number {
  const localHours = Math.floor((atMs + zoneOffsetMs(zone, atMs)) / HOUR_MS);
  // 1970-01-01 was a Thursday: 72 hours after Monday.
  return (((localHours + 72) % 168) + 168) % 168;
}

const ISO_INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})$/;

/** UTC epoch milliseconds of an ISO 8601 instant with `Z` or an offset; fractions are cut to milliseconds. Undefined if it is none. */
export function parseInstant(text: string): number | undefined {
  const match = ISO_INSTANT.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '00', fraction = '', offset = 'Z'] = match;
  const millis = fraction.slice(0, 3).padEnd(3, '0');
  const zone = offset === 'Z' ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  const parsed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}${zone}`);
  if (Number.isNaN(parsed)) return undefined;
  // Date.parse turns 30 February into 1 March: the day must survive.
  const wall = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}Z`);
  return new Date(wall).getUTCDate() === Number(day) || hour === '24' ? parsed : undefined;
}

/** Date and minute on the wall clock of a zone, with its name: `2026-12-01 09:00 Asia/Seoul`. */
export function wallClock(zone: string, atMs: number): string {
  const local = new Date(atMs + zoneOffsetMs(zone, atMs)).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 16)} ${zone}`;
}
