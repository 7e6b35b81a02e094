import {
  compareForecast,
  type ForecastDifference,
  type ForecastTotal,
  forecastTotals,
} from '#core/cost/ledger/compare-forecast.ts';
import type { CostLine } from '#core/cost/ledger/cost-line.ts';
import type { OpenStatement } from '#core/cost/ledger/statement.ts';
import type { Out } from '../out.ts';
import { refuse } from '../said.ts';
import { missingPrices, printTable, STANDING } from './print-lines.ts';
import type { Expectation } from './read-expectation.ts';

const HEADER = {
  en: ['service', 'unit', 'region', 'forecast units', 'actual units'].concat(
    ['forecast', 'actual', 'difference', 'by quantity', 'by price'],
    ['currency', 'standing'],
  ),
  ko: ['서비스', '단위', '리전', '예상 수량', '실제 수량'].concat(
    ['예상 금액', '실제 금액', '차이', '수량 차이', '단가 차이'],
    ['통화', '구분'],
  ),
};

/** What was metered beside what was expected, by line and as totals per currency; then what neither side holds. */
export function printComparison(
  { lines: expected, notes }: Expectation,
  { lines, open }: { readonly lines: readonly CostLine[]; readonly open: readonly OpenStatement[] },
  { format, out }: { readonly format: string; readonly out: Out },
): void {
  if (format === 'focus') {
    throw refuse({
      en: '--forecast is written as table or csv: FOCUS has no forecasts',
      ko: '--forecast 는 table 또는 csv 로 출력합니다. FOCUS 에는 예상이 없습니다',
    });
  }
  const differences = compareForecast(expected, lines);
  const totals = forecastTotals(differences);
  out.result({ lines: differences, totals }, () => {
    const total = out.say({ en: 'total', ko: '합계' });
    const rows = [
      ...differences.map((line) => lineCells(line, out)),
      ...totals.map((sum) => [total, '', '', '', '', ...amountCells(sum), '']),
    ];
    printTable({ header: HEADER[out.language], rows }, format, out);
  });
  for (const said of notes) out.note(out.say(said));
  for (const { en, ko } of missingPrices(open))
    out.note(out.say({ en: `not in the actual cost: ${en}`, ko: `실제 금액에 없음: ${ko}` }));
}

function lineCells(line: ForecastDifference, out: Out): string[] {
  const { service, unit, region, forecastQuantity, actualQuantity, standing } = line;
  const known = actualQuantity === '0' ? '' : STANDING[out.language][standing];
  return [service, unit, region, forecastQuantity, actualQuantity, ...amountCells(line), known];
}

const amountCells = ({
  forecast,
  actual,
  difference,
  byQuantity,
  byPrice,
  currency,
}: ForecastTotal): string[] => [forecast, actual, difference, byQuantity, byPrice, currency];
