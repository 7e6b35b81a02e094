/** What makes a spreadsheet take a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** Cells as one line of CSV (RFC 4180), without its end. Empty cells are null. */
export function csvLine(cells: readonly (string | null)[]): string {
  return cells.map((cell) => quoted(cell ?? '')).join(',');
}

/**
 * The same for spreadsheets: a text that a spreadsheet would run as a formula gets an apostrophe in front. Plain
 * numbers, negative ones too, stay numbers.
 */
export function sheetLine(cells: readonly (string | null)[]): string {
  return csvLine(cells.map((cell) => (cell !== null && isFormula(cell) ? `'${cell}` : cell)));
}

const isFormula = (cell: string): boolean => FORMULA.test(cell.trimStart() || cell) && !NUMBER.test(cell);

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
