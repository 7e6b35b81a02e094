import { openImportFile } from '#adapters/node/imports/open-import-file.ts';
import type { GroupOfCustomer } from '#app/kpis/measure-bias.ts';
import { isRowProblem } from '#core/events/imports/row-reader.ts';
import { assertTable } from '../backtest/read-purchases.ts';
import { refuse } from '../said.ts';

const NEEDED = ['customer_id', 'group'] as const;

/**
 * A file `customer_id, group`: groups in the operator's own words. Rows without both are left out.
 * @throws InputError if there is no such file, or if a column is missing.
 */
export async function readGroups(path: string): Promise<GroupOfCustomer> {
  const file = await openImportFile(path);
  assertTable(file.format);
  const names = file.header.map((name) => name.trim().toLowerCase());
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw refuse({
      en: `--groups: no column ${missing.join(', ')}`,
      ko: `--groups: ${missing.join(', ')} 열이 없습니다`,
    });
  const places = NEEDED.map((name) => names.indexOf(name));
  const groups = new Map<string, string>();
  for await (const rows of file.rows()) {
    for (const row of rows) {
      if (isRowProblem(row) || !('cells' in row)) continue;
      const [id, own] = places.map((place) => (row.cells[place] ?? '').trim());
      if (id && own) groups.set(id, own);
    }
  }
  return groups;
}
