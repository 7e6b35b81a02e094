import { parseInstant } from './time.ts';

/** Years that this century's events lie in; days that every month has. The rest is for the function that knows calendars. */
const COMMON_FORM =
  /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/**
 * As `parseInstant`, but several times as fast for the one form that every JavaScript program writes,
 * `2026-11-21T09:30:00.000Z`: there is one in each event, often three.
 */
export function parseUtcInstant(text: string): number | undefined {
  return COMMON_FORM.test(text) ? Date.parse(text) : parseInstant(text);
}
