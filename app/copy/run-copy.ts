import type { OrderedRow } from '#app/copy/list-rows.ts';
import type { WriteVariants } from '#app/copy/write-variants.ts';
import type { FactSheet } from '#core/copy/check/copy.ts';
import type { CopySet } from '#core/copy/variants/copy-set.ts';
import { UnavailableError } from '#core/kernel/errors.ts';

/** What a run of copy did. */
export interface CopyRun {
  readonly rows: number;
  readonly setIds: readonly string[];
  /** Variants that people can decide on. */
  readonly passed: number;
  /** Shown with their reasons. */
  readonly failed: number;
  readonly duplicates: number;
  /** Rows for which the model gave nothing usable; what was live stays live. */
  readonly failedRows: number;
  /** Rows for which the model was down or throttled: run again, the others cost nothing. */
  readonly unavailableRows: number;
}

/** Whom a row's tokens are for. */
export const copyTags = ({ personaId }: OrderedRow['row']): Readonly<Record<string, string>> => ({
  persona: personaId ?? 'all',
  stage: 'copy',
  purpose: 'copy',
});

/** Writes rows one after another. A model that is down stops no other row; running again resumes. */
export function createRunCopy(ports: {
  readonly write: WriteVariants;
  readonly open: (
    row: OrderedRow['row'],
    brief: OrderedRow['brief'],
    written: Awaited<ReturnType<WriteVariants>>,
  ) => Promise<CopySet>;
  readonly sheetOf: (factSheetId: string) => Promise<FactSheet>;
}) {
  return async (
    rows: AsyncIterable<OrderedRow> | Iterable<OrderedRow>,
    tags: Readonly<Record<string, string>>,
    onRow: (set: CopySet | undefined) => void = () => undefined,
  ): Promise<CopyRun> => {
    const sets: CopySet[] = [];
    let rowCount = 0;
    let unavailableRows = 0;
    for await (const { row, brief } of rows) {
      rowCount += 1;
      try {
        const written = await ports.write(brief, await ports.sheetOf(row.factSheetId), {
          ...tags,
          ...copyTags(row),
        });
        sets.push(await ports.open(row, brief, written));
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        unavailableRows += 1;
      }
      onRow(sets.at(-1));
    }
    const count = (status: string): number =>
      sets.reduce(
        (sum, { variants }) => sum + variants.filter((variant) => variant.status === status).length,
        0,
      );
    return {
      rows: rowCount,
      setIds: sets.map(({ id }) => id),
      passed: count('passed') + count('approved'),
      failed: count('failed'),
      duplicates: count('duplicate'),
      failedRows: sets.filter(({ status }) => status === 'failed').length,
      unavailableRows,
    };
  };
}
