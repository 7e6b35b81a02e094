import { openImportFile } from '#adapters/node/imports/open-import-file.ts';
import type { PurchaseLine } from '#app/models/backtest/shop-history.ts';
import type { FileFormat } from '#app/ports/import-file.ts';
import { KIND_COLUMNS } from '#core/events/imports/columns.ts';
import { detectColumns } from '#core/events/imports/detect-columns.ts';
import { purchaseLineOf } from '#core/events/imports/purchase-line.ts';
import { type RowProblem, RowRefused } from '#core/events/imports/row-problem.ts';
import {
  createRowReader,
  type FileRow,
  isRowProblem,
  type RowValues,
} from '#core/events/imports/row-reader.ts';
import { InputError } from '#core/kernel/errors.ts';
import { zoneOffsetMs } from '#core/kernel/time.ts';

/** A reader of purchases; lines that cannot be read are counted, the rest goes on. */
export interface PurchaseReader {
  readonly lines: AsyncIterable<PurchaseLine>;
  malformed(): number;
}

/** How a purchases file is read, and who hears of it. */
export interface PurchaseReading {
  /** Our names of columns to the file's, where the user chose. */
  readonly columns: ReadonlyMap<string, string>;
  /** IANA zone of the shop: its days and hours, also for times that carry an offset. */
  readonly zone: string;
  readonly hasExcelSerials: boolean;
  readonly onProblem?: (problem: RowProblem) => void;
  readonly onProgress?: (share: number) => void;
}

/** @throws InputError if the file is JSON: this kind is a table. */
export function assertTable({ shape }: FileFormat): void {
  if (shape === 'table') return;
  throw new InputError('this kind is a table with a header, but the file holds JSON', {
    details: { problem: 'not_a_table' },
  });
}

function shopLine(values: RowValues, zone: string): PurchaseLine {
  const { customerId, orderId, moment, productId, amount, gift, nature } = purchaseLineOf(values);
  return {
    customerId,
    orderId,
    localAtMs: moment.atMs + zoneOffsetMs(zone, moment.atMs),
    productId: productId ?? null,
    amount: amount ?? null,
    isLeftOut: gift === true || nature !== 'completed',
  };
}

/**
 * Opens purchases as the import reads them: whatever encoding, header and way of writing amounts.
 * @throws InputError if there is no such file, or if its header lacks a column.
 */
export async function readPurchases(path: string, reading: PurchaseReading): Promise<PurchaseReader> {
  const { columns, zone, hasExcelSerials, onProblem, onProgress } = reading;
  const file = await openImportFile(path);
  assertTable(file.format);
  const map = detectColumns(KIND_COLUMNS.purchases, file.header, columns);
  // A back-test has no present: the file's own last day ends it.
  const read = createRowReader(map, { zone, hasExcelSerials, nowMs: Number.POSITIVE_INFINITY });
  let malformed = 0;

  function lineOf(row: FileRow | RowProblem): PurchaseLine | RowProblem {
    const values = isRowProblem(row) ? row : read(row);
    if (isRowProblem(values)) return values;
    try {
      return shopLine(values, zone);
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      return { line: row.line, column: error.columnName, code: error.code, facts: error.facts };
    }
  }

  async function* lines(): AsyncGenerator<PurchaseLine> {
    for await (const rows of file.rows(onProgress)) {
      for (const row of rows) {
        const line = lineOf(row);
        if (!isRowProblem(line)) yield line;
        else {
          malformed += 1;
          onProblem?.(line);
        }
      }
    }
  }
  return { lines: lines(), malformed: () => malformed };
}
