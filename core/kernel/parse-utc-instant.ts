import { parseInstant } from './time.ts';

/** Years that this century's events lie in; days that every month has. The rest is for the function that knows calendars. */
const COMMON_FORM =
  /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Eleven times the code of `0`: what two digits' codes are too much. */
const TWO_ZEROS = 528;

/**
 * As `parseInstant`, but several times as fast for the one form that every JavaScript program writes,
 * `2026-11-21T09:30:00.000Z`: there is one in each event, often three, and `Date.parse` would be a tenth of the
 * cost of reading it.
 */
export function parseUtcInstant(text: string): number | undefined {
  if (!COMMON_FORM.test(text)) return parseInstant(text);
  return Date.UTC(
    2000 + twoDigits(text, 2),
    twoDigits(text, 5) - 1,
    twoDigits(text, 8),
    twoDigits(text, 11),
    twoDigits(text, 14),
    twoDigits(text, 17),
    twoDigits(text, 20) * 10 + text.charCodeAt(22) - 48,
  );
}

/** Would `parseUtcInstant` read this? */
export function isInstant(text: string): boolean {
  return COMMON_FORM.test(text) || parseInstant(text) !== undefined;
}

function twoDigits(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - TWO_ZEROS;
}
