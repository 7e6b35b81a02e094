import { checkFocus, type FocusFault } from '#core/cost/focus/check-focus.ts';
import { sheetLine } from '#core/cost/focus/csv.ts';
import { FOCUS_COLUMNS } from '#core/cost/focus/focus-columns.ts';
import { focusRows } from '#core/cost/focus/focus-rows.ts';
import type { CostLine } from '#core/cost/ledger/cost-line.ts';
import type { OpenStatement } from '#core/cost/ledger/statement.ts';
import type { Out } from '../out.ts';
import { type Language, refuse } from '../said.ts';
import { missingPrices } from './print-lines.ts';

/** The account under which the local run and the stages are billed, where nobody names another. */
const ACCOUNT = { id: 'kairos', name: 'Kairos' };
/** More of them are counted, not told. */
const MOST_FAULTS = 20;

/**
 * The FOCUS file, checked before its first line is written.
 * @throws InputError naming what has no price, since a bill with gaps is no bill; or row, column and rule where a row
 * breaks a column rule of FOCUS.
 */
export function printFocus(lines: readonly CostLine[], open: readonly OpenStatement[], out: Out): void {
  const missing = missingPrices(open);
  if (missing.length > 0) {
    throw refuse({
      en: ['no FOCUS file while prices are unknown:', ...missing.map(({ en }) => en)].join('\n'),
      ko: ['단가를 모르는 항목이 있어 FOCUS 파일을 만들 수 없습니다:', ...missing.map(({ ko }) => ko)].join(
        '\n',
      ),
    });
  }
  const columns = FOCUS_COLUMNS.map(({ id }) => id);
  const rows = focusRows(lines, ACCOUNT);
  assertFaultless(checkFocus(columns, rows));
  out.line(sheetLine(columns));
  for (const row of rows) out.line(sheetLine(columns.map((id) => row[id] ?? null)));
}

function assertFaultless(faults: readonly FocusFault[]): void {
  if (faults.length === 0) return;
  throw refuse({
    en: ['no FOCUS file: it would break the rules of FOCUS 1.2:', ...told(faults, 'en')].join('\n'),
    ko: ['FOCUS 1.2 규칙에 어긋나 FOCUS 파일을 만들지 않았습니다:', ...told(faults, 'ko')].join('\n'),
  });
}

function told(faults: readonly FocusFault[], language: Language): string[] {
  const word = { en: 'row', ko: '행' }[language];
  const shown = faults
    .slice(0, MOST_FAULTS)
    .map(({ row, column, rule }) => `${word} ${row}, ${column}: ${rule[language]}`);
  const left = faults.length - shown.length;
  if (left === 0) return shown;
  return [...shown, { en: `… and ${left} more`, ko: `… 그 밖에 ${left}건` }[language]];
}
