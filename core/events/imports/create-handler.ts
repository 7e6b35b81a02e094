import { KIND_COLUMNS } from './columns.ts';
import { type ColumnMap, detectColumns } from './detect-columns.ts';
import { createEventsHandler } from './events-handler.ts';
import type { FileHandler } from './file-handler.ts';
import type { ImportKind } from './import-kind.ts';
import { createPurchasesHandler } from './purchases-handler.ts';
import { createRowHandler } from './row-handler.ts';

/** What the user, the brand and the cloud say of a file to import. */
export interface ImportSettings {
  readonly fileId: string;
  /** Our names of columns to the file's, where the user chose. */
  readonly columns: ReadonlyMap<string, string>;
  /** IANA zone that the user named for times without offset. */
  readonly namedZone: string | undefined;
  /** ISO 4217 currency that the user named for amounts without one. */
  readonly namedCurrency: string | undefined;
  readonly brand: { readonly zone: string; readonly currency: string };
  /** Are bare numbers in time columns spreadsheet serials? */
  readonly hasExcelSerials: boolean;
  /** UTC epoch ms. */
  readonly nowMs: number;
  /** Start of a campaign that was imported before, `YYYY-MM-DD`. */
  readonly campaignStart: (campaignId: string) => string | undefined;
}

/** A file's handler, and how its header was understood; undefined for events, which have none. */
export interface OpenedHandler {
  readonly columns: ColumnMap | undefined;
  readonly handler: FileHandler;
}

/**
 * Makes the handler for a kind of file.
 * @throws InputError if the header lacks a column that the kind needs.
 */
export function createHandler(
  kind: ImportKind,
  header: readonly string[],
  settings: ImportSettings,
): OpenedHandler {
  if (kind === 'events') return { columns: undefined, handler: createEventsHandler(settings.fileId) };
  const columns = detectColumns(KIND_COLUMNS[kind], header, settings.columns);
  const { fileId, namedZone, namedCurrency, brand, hasExcelSerials, nowMs, campaignStart } = settings;
  const reading = { zone: namedZone ?? brand.zone, hasExcelSerials, nowMs };
  if (kind === 'purchases') {
    const purchases = { ...reading, fileId, namedZone, namedCurrency, brandCurrency: brand.currency };
    return { columns, handler: createPurchasesHandler(columns, purchases) };
  }
  const facts = { fileId, zone: namedZone, campaignStart, nowMs };
  return { columns, handler: createRowHandler(kind, columns, reading, facts) };
}
