import { formulaOf } from '#core/cost/ledger/cost-line.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import type { Said } from '../said.ts';
import type { PlanTable } from './plan-table.ts';

/** What a plan expects to use, line by line, each with both of its formulas; nothing where it keeps no forecast. */
export function forecastTables({ forecast }: PlanSummary, say: (said: Said) => string): readonly PlanTable[] {
  if (forecast === undefined) return [];
  const noPrice = say({ en: 'no price is known', ko: '단가를 모름' });
  return [
    {
      title: say({
        en: 'Forecast by line, at the dearest step of each price',
        ko: '항목별 예상 비용 (각 단가의 가장 비싼 구간 기준)',
      }),
      header: [
        say({ en: 'what', ko: '항목' }),
        say({ en: 'messages × units each', ko: '건수 × 건당 수량' }),
        say({ en: 'formula', ko: '계산식' }),
        say({ en: 'amount', ko: '금액' }),
      ],
      rows: [
        ...forecast.lines.map((line) => [
          `${line.service} ${line.unit}`,
          line.derivation,
          formulaOf(line),
          `${line.amount} ${line.currency}` +
            (line.standing === 'estimate' ? say({ en: ' (estimate)', ko: ' (추정)' }) : ''),
        ]),
        ...forecast.unpriced.map((use) => [`${use.service} ${use.unit}`, use.derivation, noPrice, '?']),
      ],
    },
  ];
}
