import { DAY_MS, parseInstant } from '#core/kernel/time.ts';
import { localInstant } from './local-instant.ts';
import { plainText } from './plain-text.ts';

/** When a row happened. */
export interface Moment {
  /** UTC epoch milliseconds; noon of the day when only a day was given, so that no zone moves it to another day. */
  readonly atMs: number;
  readonly isDayOnly: boolean;
}

/** How times of a file are read. */
export interface MomentReading {
  /** IANA zone of times that carry no offset. */
  readonly zone: string;
  /** Are bare numbers days since 1899-12-30, as spreadsheets count? */
  readonly hasExcelSerials: boolean;
}

const DATE = /^(\d{4})(?:\s*[-./년]\s*)(\d{1,2})(?:\s*[-./월]\s*)(\d{1,2})\s*[.일]?/u;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=$|[ T]|\d{4}(?:\d{2})?$)/;
const WEEKDAY = /^\s*\((?:[월화수목금토일]|mon|tue|wed|thu|fri|sat|sun)(?:요일|day)?\)/iu;
const TIME =
  /^(?<before>오전|오후|am|pm)?(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.,]\d{1,9})?)?(?<after>오전|오후|am|pm)?$/iu;
const COMPACT_TIME = /^(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?$/;
const SERIAL = /^\d{1,7}(?:\.\d+)?$/;
/** 2200-01-01 as a spreadsheet counts: beyond it a number is no date. */
const LAST_SERIAL = 109_572;
const SERIAL_EPOCH_MS = Date.UTC(1899, 11, 30);
const NOON_MS = DAY_MS / 2;

function hour24(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  const isAfternoon = /^(오후|pm)$/iu.test(half);
  return (hour % 12) + (isAfternoon ? 12 : 0);
}

/** Milliseconds since midnight; undefined if it is no time of day. */
function timeOfDay(text: string): number | undefined {
  const digits = text
    .replaceAll(/\s|초/gu, '')
    .replaceAll(/[시분]/gu, ':')
    .replace(/:$/, ':00');
  const found = (TIME.exec(digits) ?? COMPACT_TIME.exec(digits))?.groups;
  if (found === undefined) return undefined;
  const hour = hour24(Number(found['hour']), found['before'] ?? found['after']);
  const minute = Number(found['minute'] ?? 0);
  const second = Number(found['second'] ?? 0);
  const isPossible = hour <= 23 && minute <= 59 && second <= 59;
  return isPossible ? ((hour * 60 + minute) * 60 + second) * 1000 : undefined;
}

/** UTC midnight of a calendar day; undefined if the calendar lacks it. */
function dayOf(year: number, month: number, day: number): number | undefined {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 ? at : undefined;
}

function fromSerial(text: string, zone: string): Moment | undefined {
  const days = Number(text);
  if (days < 1 || days > LAST_SERIAL) return undefined;
  const isDayOnly = Number.isInteger(days);
  // A spreadsheet's fraction of a day is a float: whole seconds are what it means.
  const wallMs = SERIAL_EPOCH_MS + Math.round(days * 86_400) * 1000;
  return { atMs: localInstant(zone, wallMs + (isDayOnly ? NOON_MS : 0)), isDayOnly };
}

/**
 * Reads a time as shops write it: ISO 8601, `2026-11-21 14:06:53`, `2026.11.21`, `2026. 11. 21. 오후 3:05`,
 * `2026년 11월 21일 15시 5분`, `20261121`, and spreadsheet serials where the file is said to have them. Undefined if
 * it is none, if the calendar or the clock lacks it, or if day and month cannot be told apart (`11/12/2026`).
 */
export function parseMoment(cell: string, reading: MomentReading): Moment | undefined {
  const text = plainText(cell);
  const instant = parseInstant(text);
  if (instant !== undefined) return { atMs: instant, isDayOnly: false };
  if (reading.hasExcelSerials && SERIAL.test(text) && text.length < 8) return fromSerial(text, reading.zone);
  const date = DATE.exec(text) ?? COMPACT.exec(text);
  if (date === null) return undefined;
  const day = dayOf(Number(date[1]), Number(date[2]), Number(date[3]));
  if (day === undefined) return undefined;
  const rest = text.slice(date[0].length).replace(WEEKDAY, '').replace(/^T/, '').trim();
  if (rest === '') return { atMs: localInstant(reading.zone, day + NOON_MS), isDayOnly: true };
  const time = timeOfDay(rest);
  return time === undefined ? undefined : { atMs: localInstant(reading.zone, day + time), isDayOnly: false };
}
