import { openImportFile } from '#adapters/node/imports/open-import-file.ts';
import type { CopyTest } from '#app/copy/backtest-copy.ts';
import { isRowProblem } from '#core/events/imports/row-reader.ts';
import { refuse } from '../said.ts';
import { assertTable } from './read-purchases.ts';

const NEEDED = ['test_id', 'variant_id', 'headline', 'impressions', 'clicks'] as const;

/** A file of copy tests, read. */
export interface CopyTestFile {
  readonly tests: readonly CopyTest[];
  /** Rows that could not be read; their tests are left out. */
  readonly malformed: number;
}

interface Row {
  readonly testId: string;
  readonly title: string;
  readonly shown: number;
  readonly answered: number;
  readonly week: string;
  readonly imageId: string;
}

function rowOf(cells: readonly string[], placeOf: ReadonlyMap<string, number>): Row | undefined {
  const cell = (name: string): string => cells[placeOf.get(name) ?? -1]?.trim() ?? '';
  const shown = Number(cell('impressions'));
  const answered = Number(cell('clicks'));
  const isWhole = Number.isInteger(shown) && Number.isInteger(answered);
  if (!isWhole || answered < 0 || answered > shown || shown === 0 || cell('test_id') === '') return undefined;
  return {
    testId: cell('test_id'),
    title: cell('headline'),
    shown,
    answered,
    week: cell('test_week'),
    imageId: cell('image_id'),
  };
}

function testOf(testId: string, rows: readonly Row[]): CopyTest {
  return {
    testId,
    titles: rows.map(({ title }) => title),
    arms: rows.map(({ shown, answered }) => ({ shown, answered })),
    imageIds: rows.map(({ imageId }) => imageId),
    week: rows[0]?.week ?? '',
  };
}

/**
 * Tests of titles: `test_id, variant_id, headline, impressions, clicks` and, if there, `test_week, image_id`.
 * @throws InputError if there is no such file, or if a column is missing.
 */
export async function readCopyTests(path: string): Promise<CopyTestFile> {
  const file = await openImportFile(path);
  assertTable(file.format);
  const placeOf = new Map(file.header.map((name, place) => [name.trim().toLowerCase(), place]));
  const missing = NEEDED.filter((name) => !placeOf.has(name));
  if (missing.length > 0) {
    const names = missing.join(', ');
    throw refuse({ en: `--copy-tests: no column ${names}`, ko: `--copy-tests: ${names} 열이 없습니다` });
  }
  const rows: Row[] = [];
  let malformed = 0;
  for await (const slice of file.rows()) {
    for (const line of slice) {
      const row = isRowProblem(line) || !('cells' in line) ? undefined : rowOf(line.cells, placeOf);
      if (row === undefined) malformed += 1;
      else rows.push(row);
    }
  }
  const tests = [...Map.groupBy(rows, ({ testId }) => testId)]
    .filter(([, own]) => own.length > 1)
    .map(([testId, own]) => testOf(testId, own));
  return { tests, malformed };
}
