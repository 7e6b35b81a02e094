import { InputError } from '#core/kernel/errors.ts';

const UNITS_MS = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 } as const;

/** Milliseconds of an ISO 8601 period of weeks, days, hours, minutes and seconds, such as `PT1H` or `P30D`. */
export function durationMs(text: string): number {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (match === null || /^P?T?$/.test(text.slice(-1)))
    throw new InputError(`"${text}" is no period: write for example PT90S, PT1H or P30D`);
  const amounts = match.slice(1).map((digits: string | undefined) => Number(digits ?? 0));
  return Object.values(UNITS_MS).reduce((sum, unitMs, index) => sum + unitMs * (amounts[index] ?? 0), 0);
}
