import type { ImportFile } from '#app/ports/import-file.ts';
import { createHandler, type ImportSettings } from '#core/events/imports/create-handler.ts';
import type { ColumnMap } from '#core/events/imports/detect-columns.ts';
import type { CurrencyOrigin, FileHandler } from '#core/events/imports/file-handler.ts';
import type { ImportKind } from '#core/events/imports/import-kind.ts';
import type { RowProblem, RowProblemCode } from '#core/events/imports/row-problem.ts';
import { InputError } from '#core/kernel/errors.ts';

/** What a file holds, found out before anything is written. */
export interface Survey {
  readonly kind: ImportKind;
  readonly file: ImportFile;
  /** How the header was understood; undefined for events. */
  readonly columns: ColumnMap | undefined;
  readonly rowCount: number;
  readonly refusedCount: number;
  readonly refusedByCode: ReadonlyMap<RowProblemCode, number>;
  readonly customerCount: number;
  readonly dayOnlyCount: number;
  readonly currency: { readonly code: string; readonly origin: CurrencyOrigin } | undefined;
  readonly handler: FileHandler;
}

/** Who hears what while a file is read. */
export interface SurveyListeners {
  readonly onProblem?: (problem: RowProblem) => void;
  readonly onProgress?: (share: number) => void;
}

function assertShape(kind: ImportKind, file: ImportFile): void {
  const isTable = file.format.shape === 'table';
  if (kind === 'events' && isTable) {
    throw new InputError('events come as JSON lines or a JSON array, but the file holds a table', {
      details: { problem: 'not_events' },
    });
  }
  if (kind !== 'events' && !isTable) {
    throw new InputError('this kind is a table with a header, but the file holds JSON', {
      details: { problem: 'not_a_table' },
    });
  }
}

/**
 * Reads a file from end to end and writes nothing: which columns mean what, which rows are refused and why, which
 * currency its amounts are in.
 * @throws InputError if the file is not of this kind or has no rows.
 */
export async function surveyFile(
  kind: ImportKind,
  file: ImportFile,
  settings: ImportSettings,
  listeners: SurveyListeners = {},
): Promise<Survey> {
  assertShape(kind, file);
  const { columns, handler } = createHandler(kind, file.header, settings);
  const refusedByCode = new Map<RowProblemCode, number>();
  let rowCount = 0;
  let refusedCount = 0;
  for await (const rows of file.rows(listeners.onProgress)) {
    rowCount += rows.length;
    for (const row of rows) {
      const problem = 'code' in row ? row : handler.look(row);
      if (problem === undefined) continue;
      refusedCount += 1;
      refusedByCode.set(problem.code, (refusedByCode.get(problem.code) ?? 0) + 1);
      listeners.onProblem?.(problem);
    }
  }
  if (rowCount === 0)
    throw new InputError('the file has a header and no rows', { details: { problem: 'no_rows' } });
  const { customerCount, dayOnlyCount } = handler.tally();
  const currency = handler.currency();
  return {
    kind,
    file,
    columns,
    rowCount,
    refusedCount,
    refusedByCode,
    customerCount,
    dayOnlyCount,
    currency,
    handler,
  };
}
