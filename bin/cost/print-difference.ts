import { compareForecast } from '#core/cost/ledger/compare-forecast.ts';
import type { CostLine } from '#core/cost/ledger/cost-line.ts';
import type { Month } from '#core/cost/ledger/month.ts';
import type { Out } from '../out.ts';
import { refuse } from '../said.ts';

const HEADER = {
  en: ['what', 'expected', 'actual', 'difference', 'by quantity', 'by price', ''],
  ko: ['항목', '예상', '실제', '차이', '수량 차이', '단가 차이', ''],
};

/**
 * What a month cost beside another one, from which it was expected, unit by unit.
 * @throws InputError unless both months are named.
 */
export function printDifference(
  { month, against, lines }: { month: Month | undefined; against: Month; lines: readonly CostLine[] },
  out: Out,
): void {
  if (month === undefined || month === against) {
    throw refuse({
      en: '--against compares two months: say --month 2026-11 --against 2026-10',
      ko: '--against 는 두 달을 비교합니다. --month 2026-11 --against 2026-10 처럼 쓰십시오',
    });
  }
  const ofMonth = (wanted: Month): readonly CostLine[] => lines.filter((line) => line.month === wanted);
  const units = compareForecast(ofMonth(against), ofMonth(month));
  out.result({ month, against, units }, () =>
    out.table(
      HEADER[out.language],
      units.map(({ service, unit, region, currency, ...sums }) => [
        [service, unit, region].filter((word) => word !== '').join(' '),
        ...[sums.forecast, sums.actual, sums.difference, sums.byQuantity, sums.byPrice, currency],
      ]),
    ),
  );
}
