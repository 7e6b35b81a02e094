import { openImportFile } from '#adapters/node/imports/open-import-file.ts';
import { KIND_COLUMNS } from '#core/events/imports/columns.ts';
import { detectColumns } from '#core/events/imports/detect-columns.ts';
import type { Moment } from '#core/events/imports/moment.ts';
import { createRowReader, isRowProblem } from '#core/events/imports/row-reader.ts';
import { localDay } from '#core/kernel/time.ts';
import { TellingWords } from '#core/models/next-product/telling-words.ts';
import { assertTable } from './read-purchases.ts';

/**
 * Words of a reviews file that tell products apart, e.g. `word 촉촉`. Rows that cannot be read say nothing.
 *
 * @param untilDay last day (1970 = 0) whose reviews may be read; null for all.
 * @throws InputError if there is no such file, or if its header lacks a column.
 */
export async function readReviewWords(
  path: string,
  zone: string,
  untilDay: number | null,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const file = await openImportFile(path);
  assertTable(file.format);
  const map = detectColumns(KIND_COLUMNS.reviews, file.header, new Map());
  const read = createRowReader(map, { zone, hasExcelSerials: false, nowMs: Number.POSITIVE_INFINITY });
  const words = new TellingWords();
  for await (const rows of file.rows()) {
    for (const row of rows) {
      const values = isRowProblem(row) ? row : read(row);
      if (isRowProblem(values)) continue;
      const { atMs } = values.cells['timestamp'] as Moment;
      if (untilDay !== null && localDay(zone, atMs) > untilDay) continue;
      const {
        product_id: id = '',
        title = '',
        text = '',
      } = values.cells as Readonly<Record<string, string | undefined>>;
      words.add(id, `${title} ${text}`);
    }
  }
  const told = [...words.tell()].map(([id, own]) => [id, own.map((word) => `word ${word}`)] as const);
  return new Map(told);
}
