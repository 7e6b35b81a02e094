import { sheetLine } from '#core/cost/focus/csv.ts';
import { addAlike, type CostLine, formulaOf, totalsByCurrency } from '#core/cost/ledger/cost-line.ts';
import type { OpenStatement } from '#core/cost/ledger/statement.ts';
import { unknownPrice } from '#core/cost/prices/price-book.ts';
import { decimalText } from '#core/kernel/decimal.ts';
import type { Out } from '../out.ts';
import type { Said } from '../said.ts';
import type { Grouping } from './cost-options.ts';

type Row = readonly string[];

const HEADER = {
  en: ['month', 'what', 'campaign', 'formula', 'amount', '', 'standing', 'source'],
  ko: ['월', '항목', '캠페인', '계산식', '금액', '', '구분', '출처'],
};
const SHEET_TAGS = ['persona', 'arm', 'channel', 'stage'] as const;
const TAG_HEADER = { en: SHEET_TAGS, ko: ['페르소나', '실험군', '채널', '단계'] };
const GROUP_HEADER = { en: ['', 'amount', '', 'standing'], ko: ['', '금액', '', '구분'] };
/** What an amount rests on, in words. */
export const STANDING = {
  en: { actual: 'actual', estimate: 'estimate' },
  ko: { actual: '실적', estimate: '추정' },
};

/** The rows: each price with its formula (for a spreadsheet with every tag), or added up by a group. */
export function tableOf(
  lines: readonly CostLine[],
  { by, format }: { readonly by: Grouping | undefined; readonly format: string },
  out: Out,
): { header: Row; rows: Row[] } {
  const standing = STANDING[out.language];
  if (by === undefined) {
    const isSheet = format === 'csv';
    const rows = (isSheet ? lines : addAlike(lines)).map((line) => [
      line.month,
      line.reference === undefined ? line.description : `${line.description} (${line.reference})`,
      line.tags.campaign ?? '-',
      formulaOf(line),
      line.amount,
      line.currency,
      standing[line.standing],
      line.source,
      ...(isSheet ? SHEET_TAGS.map((tag) => line.tags[tag] ?? '') : []),
    ]);
    return { header: [...HEADER[out.language], ...(isSheet ? TAG_HEADER[out.language] : [])], rows };
  }
  const groups = Map.groupBy(lines, (line) => (by === 'month' ? line.month : (line.tags[by] ?? '')));
  const shared = out.say({ en: '(shared)', ko: '(공통)' });
  const rows = [...groups].sort().flatMap(([name, own]) =>
    [...totalsByCurrency(own)].map(([currency, total]) => {
      const isEstimate = own.some((line) => line.currency === currency && line.standing === 'estimate');
      return [
        name === '' ? shared : name,
        decimalText(total),
        currency,
        standing[isEstimate ? 'estimate' : 'actual'],
      ];
    }),
  );
  return { header: [by, ...GROUP_HEADER[out.language].slice(1)], rows };
}

/** The table, for a terminal or, safe against formulas, for a spreadsheet. */
export function printTable(
  { header, rows }: { header: Row; rows: readonly Row[] },
  format: string,
  out: Out,
): void {
  if (format === 'csv') for (const cells of [header, ...rows]) out.line(sheetLine(cells));
  else out.table(header, rows);
}

/** The total per currency, and what has no price: it is in no total. */
export function printTotals(lines: readonly CostLine[], open: readonly OpenStatement[], out: Out): void {
  const sums = [...totalsByCurrency(lines)].map(([currency, total]) => `${decimalText(total)} ${currency}`);
  out.note(out.say({ en: `total ${sums.join(' + ') || '0'}`, ko: `합계 ${sums.join(' + ') || '0'}` }));
  printMissing(open, out);
}

/** What is in no total, a sentence each. */
export function printMissing(open: readonly OpenStatement[], out: Out): void {
  for (const { en, ko } of missingPrices(open))
    out.note(out.say({ en: `not in the total: ${en}`, ko: `합계에 없음: ${ko}` }));
}

/** What has no price, a sentence each. */
export const missingPrices = (open: readonly OpenStatement[]): Said[] =>
  open.flatMap(({ unpriced }) =>
    unpriced.map(({ question, quantity }) => {
      const { en, ko } = unknownPrice(question);
      return { en: `${quantity} × ${en}`, ko: `${quantity} × ${ko}` };
    }),
  );
