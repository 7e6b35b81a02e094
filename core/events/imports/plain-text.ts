const PRINTABLE_ASCII = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/**
 * A cell as a person meant it: full-width characters narrowed and Unicode composed (NFKC), no surrounding or
 * non-breaking space, none of the marks by which spreadsheets keep a number as text (`="0012"`, `'0012`).
 */
export function plainText(cell: string): string {
  if (PRINTABLE_ASCII.test(cell) && cell[0] !== '=' && cell[0] !== "'") return cell;
  const text = cell.normalize('NFKC').trim();
  const asFormula = /^="([^"]*)"$/.exec(text);
  if (asFormula !== null) return (asFormula[1] ?? '').trim();
  return text.startsWith("'") && !text.endsWith("'") ? text.slice(1) : text;
}
