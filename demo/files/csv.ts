import { seoulClock, utcIso } from '../calendar.ts';

/** `iso` as programs write it; `korean` as a Korean shop's back office exports it. */
export type FileStyle = 'iso' | 'korean';

export type Cell = string | number | boolean | undefined;

/** A CSV text with a header, fields quoted where they must be, rows ending in a line feed. */
export function csv(columns: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [columns.join(',')];
  for (const row of rows) lines.push(row.map(quote).join(','));
  return `${lines.join('\n')}\n`;
}

function quote(cell: Cell): string {
  const text = cell === undefined ? '' : String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `12900`, or `12,900원`. */
export function money(krw: number, style: FileStyle): string {
  return style === 'iso' ? String(krw) : `${String(krw).replace(/\B(?=(\d{3})+$)/g, ',')}원`;
}

/** `2026-11-21T05:05:09.000Z`, or `2026.11.21 14:05:09` by Seoul's clock. */
export function instant(atMs: number, style: FileStyle): string {
  if (style === 'iso') return utcIso(atMs);
  return seoulClock(atMs).toISOString().slice(0, 19).replaceAll('-', '.').replace('T', ' ');
}

/** `2026-11-21`, or `2026.11.21`. */
export function date(isoDate: string, style: FileStyle): string {
  return style === 'iso' ? isoDate : isoDate.replaceAll('-', '.');
}

/** `true`, or `Y`. */
export function flag(value: boolean, style: FileStyle): string {
  if (style === 'iso') return String(value);
  return value ? 'Y' : 'N';
}

/** `+821000000001`, or `010-0000-0001`. */
export function phone(number: string, style: FileStyle): string {
  return style === 'iso' ? `+82${number.slice(1).replaceAll('-', '')}` : number;
}
