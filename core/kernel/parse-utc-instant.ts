import { parseInstant } from './time.ts';

const DIGIT_ZERO = 48;

/** Two digits at a position; NaN where something else stands. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - DIGIT_ZERO;
  const ones = text.charCodeAt(at + 1) - DIGIT_ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/**
 * As `parseInstant`, but ten times as fast for the one form that every JavaScript program writes,
 * `2026-11-21T09:30:00.000Z`: there is one in each event, often three.
 */
export function parseUtcInstant(text: string): number | undefined {
  if (text.length !== 24 || text[10] !== 'T' || text[23] !== 'Z' || text[19] !== '.')
    return parseInstant(text);
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  // The last digit of three, read together with the one before it.
  const millis = twoDigits(text, 20) * 10 + (twoDigits(text, 21) % 10);
  const isPlain =
    year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59;
  // What is rare (29 February, the 31st, the year 1969) is judged by the one function that knows calendars.
  if (!isPlain || !(second <= 59) || !(millis <= 999) || !hasSeparators(text)) {
    return parseInstant(text);
  }
  return Date.UTC(year, month - 1, day, hour, minute, second, millis);
}

function hasSeparators(text: string): boolean {
  return text[4] === '-' && text[7] === '-' && text[13] === ':' && text[16] === ':';
}
