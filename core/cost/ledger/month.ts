import { InputError } from '../../kernel/errors.ts';

/** A calendar month in UTC, `2026-11`: cloud bills are made out in UTC. */
export type Month = string;

/** The month of an instant. */
export function monthOf(atMs: number): Month {
  return new Date(atMs).toISOString().slice(0, 7);
}

/** @throws InputError if the text is no month such as `2026-11`. */
export function parseMonth(text: string): Month {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InputError(`${JSON.stringify(text)} is no month: write it as 2026-11`, {
    details: { ko: `${JSON.stringify(text)} 은(는) 월이 아닙니다. 예: 2026-11` },
  });
}

/** First instant of the month, UTC epoch ms. */
export function monthStartMs(month: Month): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

/** First instant after the month, UTC epoch ms. */
export function monthEndMs(month: Month): number {
  return monthStartMs(nextMonth(month));
}

/** The month after this one. */
export function nextMonth(month: Month): Month {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
