import { openImportFile } from '#adapters/node/imports/open-import-file.ts';
import { KIND_COLUMNS } from '#core/events/imports/columns.ts';
import { detectColumns } from '#core/events/imports/detect-columns.ts';
import { createRowReader, isRowProblem } from '#core/events/imports/row-reader.ts';
import { assertTable } from './read-purchases.ts';

const ATTRIBUTES = ['category', 'brand'] as const;
const WANTED: readonly string[] = ['product_id', ...ATTRIBUTES];

/**
 * What a products file says of each product: its category and brand, e.g. `category shoes`. Rows that cannot be read
 * say nothing.
 * @throws InputError if there is no such file, or if no column holds the product's id.
 */
export async function readAttributes(path: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const file = await openImportFile(path);
  assertTable(file.format);
  const columns = KIND_COLUMNS.products.columns.filter(({ name }) => WANTED.includes(name));
  const map = detectColumns({ columns }, file.header, new Map());
  const read = createRowReader(map, { zone: 'UTC', hasExcelSerials: false, nowMs: 0 });
  const attributes = new Map<string, readonly string[]>();
  for await (const rows of file.rows()) {
    for (const row of rows) {
      const values = isRowProblem(row) ? row : read(row);
      if (isRowProblem(values)) continue;
      const { product_id: id, ...own } = values.cells as Readonly<Record<string, string | undefined>>;
      const known = ATTRIBUTES.filter((name) => own[name] !== undefined);
      if (id !== undefined && known.length > 0)
        attributes.set(
          id,
          known.map((name) => `${name} ${own[name] ?? ''}`),
        );
    }
  }
  return attributes;
}
