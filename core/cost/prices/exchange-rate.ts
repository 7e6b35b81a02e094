import type { PriceBook } from './price-book.ts';
import type { PriceRow } from './price-row.ts';

/** How many units of one currency one unit of another is, and who says so. */
export interface ExchangeRate {
  /** > 0. */
  readonly rate: number;
  readonly source: string;
  /** Day on which it was read. */
  readonly on: string;
}

/** Units of `to` for one unit of `from`, as the book's `currency/<from>/<to>` says; undefined if nobody knows. */
export function exchangeRate(
  book: PriceBook,
  { from, to, atMs }: { readonly from: string; readonly to: string; readonly atMs: number },
): ExchangeRate | undefined {
  if (from === to) return { rate: 1, source: 'same currency', on: new Date(atMs).toISOString().slice(0, 10) };
  const row = book.find({ service: 'currency', unit: `${from}/${to}`, region: '*', atMs });
  const rate = row === undefined ? 0 : highestPrice(row) / Number(row.per);
  return row === undefined || rate <= 0 ? undefined : { rate, source: row.source, on: row.readOn };
}

/** The dearest step of a price, for `per` units: a free tier may be used up. */
export function highestPrice({ tiers }: PriceRow): number {
  return Math.max(...tiers.map(({ price }) => Number(`${price.units}e-${price.scale}`)));
}
