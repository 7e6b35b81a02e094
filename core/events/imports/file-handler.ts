import type { Message } from '#core/events/message.ts';
import type { CatalogueItem } from './catalogue-item.ts';
import type { RowProblem } from './row-problem.ts';
import type { FileRow } from './row-reader.ts';

/** An address as a file gives it, checked and in one spelling per channel, in clear. */
export interface ImportedAddress {
  readonly channel: 'push' | 'email' | 'sms';
  readonly address: string;
}

/** One row of contacts. */
export interface ImportedContact extends ImportedAddress {
  readonly customerId: string;
  readonly timezone: string | undefined;
  readonly locale: string | undefined;
  readonly platform: string | undefined;
}

/** One row of consents: what a person said about one purpose. */
export interface ImportedConsent {
  readonly customerId: string;
  /** `all` where the file names none. */
  readonly channel: string;
  readonly purpose: string;
  readonly granted: boolean;
  /** UTC epoch ms. */
  readonly atMs: number;
  readonly basis: string;
  readonly textVersion: string;
}

/** One row of suppressions: an opt-out gathered elsewhere. */
export interface ImportedSuppression extends ImportedAddress {
  readonly reason: string;
  /** UTC epoch ms. */
  readonly atMs: number;
  /** The opt-out was taken back: the address may be written to again. */
  readonly isLifted: boolean;
}

/** What becomes of a row. */
export type Delivery =
  | { readonly to: 'stream'; readonly message: Message }
  | { readonly to: 'catalogue'; readonly item: CatalogueItem }
  | { readonly to: 'contacts'; readonly contact: ImportedContact }
  | { readonly to: 'consents'; readonly consent: ImportedConsent }
  | { readonly to: 'suppressions'; readonly suppression: ImportedSuppression };

/** What a file held, counted while it was delivered. */
export interface Tally {
  readonly customerCount: number;
  /** Orders completed, cancelled and refunded. */
  readonly orderCounts: Readonly<Record<'completed' | 'cancelled' | 'refunded', number>>;
  /** Pieces of the completed orders. */
  readonly unitCount: number;
  /** Totals of the completed orders: ISO 4217 to a decimal text, exact. */
  readonly totals: Readonly<Record<string, string>>;
  /** Cancelled lines of orders that otherwise stand: left out. */
  readonly cancelledLineCount: number;
  /** Rows that give a day without a time. */
  readonly dayOnlyCount: number;
}

/** Where the currency of amounts without one comes from. */
export type CurrencyOrigin = 'user' | 'file' | 'brand' | 'unknown';

/**
 * Reads one kind of file, row by row: every row is looked at once, in order, before anything is delivered; then
 * the file is read again, `passCount` times, and what its rows come to is delivered.
 */
export interface FileHandler {
  /** The first thing that is wrong with the row, if anything. */
  look(row: FileRow): RowProblem | undefined;
  /** Known once every row was looked at; more than 1 only where orders lie so far apart that memory would not do. */
  passCount(): number;
  /** What the row completes, if it completes anything; rows that were refused give nothing. */
  deliver(row: FileRow, pass: number): Delivery | undefined;
  tally(): Tally;
  /** The currency of amounts that name none; undefined where there are none. Known once every row was looked at. */
  currency(): { readonly code: string; readonly origin: CurrencyOrigin } | undefined;
}

/** A tally of nothing. */
export const EMPTY_TALLY: Tally = {
  customerCount: 0,
  orderCounts: { completed: 0, cancelled: 0, refunded: 0 },
  unitCount: 0,
  totals: {},
  cancelledLineCount: 0,
  dayOnlyCount: 0,
};
