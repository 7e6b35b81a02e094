import { DAY_MS, parseInstant } from './time.ts';

/** `2026-11-21T09:30:00.000Z` */
const COMMON_LENGTH = 24;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Days from 1970-01-01 to 2000-01-01. */
const DAYS_TO_2000 = 10_957;
/** Days of a year before each month, leap days left out. */
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
/** Days that every month has: the rest is for the function that knows calendars. */
const SAFE_DAYS = 28;

/**
 * As `parseInstant`, but several times as fast for the one form that every JavaScript program writes,
 * `2026-11-21T09:30:00.000Z` in this century: there is one in each event, often three, and `Date.parse` would be a
 * tenth of the cost of reading it.
 */
export function parseUtcInstant(text: string): number | undefined {
  const atMs = commonForm(text);
  return atMs >= 0 ? atMs : parseInstant(text);
}

/** Would `parseUtcInstant` read this? */
export function isInstant(text: string): boolean {
  return commonForm(text) >= 0 || parseInstant(text) !== undefined;
}

/** Each time of a message is asked for twice, to validate and to use it; by the last digit of its milliseconds. */
const remembered = Array.from({ length: 8 }, () => ({ text: '', atMs: -1 }));

/** UTC epoch ms, or -1 if the text is not of the common form. */
function commonForm(text: string): number {
  if (text.length !== COMMON_LENGTH) return -1;
  const place = remembered[text.charCodeAt(22) & 7] as { text: string; atMs: number };
  if (place.text !== text) {
    place.text = text;
    place.atMs = readCommonForm(text);
  }
  return place.atMs;
}

function readCommonForm(text: string): number {
  if (!hasSeparators(text)) return -1;
  const dayMs = commonDay(text);
  const secondMs = commonTime(text);
  return dayMs < 0 || secondMs < 0 ? -1 : dayMs + secondMs;
}

const [DASH, LETTER_T, COLON, DOT, LETTER_Z] = [45, 84, 58, 46, 90];

function hasSeparators(text: string): boolean {
  const isDate =
    text.charCodeAt(4) === DASH && text.charCodeAt(7) === DASH && text.charCodeAt(10) === LETTER_T;
  const isTime = text.charCodeAt(13) === COLON && text.charCodeAt(16) === COLON;
  return isDate && isTime && text.charCodeAt(19) === DOT && text.charCodeAt(23) === LETTER_Z;
}

function commonDay(text: string): number {
  const year = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (twoDigits(text, 0) !== 20 || year < 0 || month < 1 || month > 12 || day < 1 || day > SAFE_DAYS)
    return -1;
  // 2000 was a leap year, and so is every fourth until 2096.
  const leapDays = Math.floor((year + 3) / 4) + (month > 2 && year % 4 === 0 ? 1 : 0);
  const days = DAYS_TO_2000 + year * 365 + leapDays + (DAYS_BEFORE[month - 1] as number) + day - 1;
  return days * DAY_MS;
}

function commonTime(text: string): number {
  const hours = twoDigits(text, 11);
  const minutes = twoDigits(text, 14);
  const seconds = twoDigits(text, 17);
  const hundredths = twoDigits(text, 20);
  const last = digit(text, 22);
  const isTime = hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60;
  if (!isTime || hundredths < 0 || last < 0) return -1;
  return hours * HOUR_MS + minutes * MINUTE_MS + seconds * 1000 + hundredths * 10 + last;
}

/** Two digits' value, negative if either is none. */
function twoDigits(text: string, at: number): number {
  const tens = digit(text, at);
  const ones = digit(text, at + 1);
  return tens < 0 || ones < 0 ? -1 : tens * 10 + ones;
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >>> 0 <= 9 ? value : -1;
}
