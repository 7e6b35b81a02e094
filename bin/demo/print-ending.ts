import type { Estimate } from '#app/kpis/campaign-report.ts';
import type { SeriesReport } from '#app/kpis/measure-series.ts';
import { programmeDocument } from '#app/kpis/programme-document.ts';
import type { ProgrammeReport } from '#app/kpis/report-desk.ts';
import { seriesDocument } from '#app/kpis/series-document.ts';
import { renderText } from '#app/models/backtest/render.ts';
import { printTrainings } from '../models/compare-trainings.ts';
import type { Out } from '../out.ts';
import { printAccounts } from './close-accounts.ts';
import type { PlayedQuarter } from './play-quarter.ts';
import { printSkips } from './print-skips.ts';
import type { Training } from './train.ts';

/** What the quarter came to. */
export interface Ending {
  readonly quarter: PlayedQuarter;
  /** Before the first campaign. */
  readonly training: Training;
  readonly series: SeriesReport | undefined;
  readonly programme: ProgrammeReport;
  /** What `start-triggers` counted. */
  readonly triggerMetrics: Readonly<Record<string, number>>;
}

/** The end of the quarter, as a marketer reads it. */
export function printEnding(
  { quarter, training, series, programme, triggerMetrics }: Ending,
  out: Out,
): void {
  const title = (en: string, ko: string): void => {
    out.line();
    out.line(out.say({ en, ko }));
    out.line();
  };
  title('Every message accounted for (simulated)', '모든 메시지의 집계 (시뮬레이션)');
  printAccounts(quarter.accounts, out);
  printSkips(triggerMetrics, out);
  const { issued, redeemed } = quarter.codes;
  out.line();
  out.line(
    out.say({
      en: `coupons of the reminder: ${issued} issued, ${redeemed} redeemed`,
      ko: `재구매 알림 쿠폰: ${issued}건 발급, ${redeemed}건 사용`,
    }),
  );
  title(
    'What the models could foretell, before and after they learned from the campaigns (simulated)',
    '캠페인 결과로 다시 학습하기 전과 후의 예측력 (시뮬레이션)',
  );
  printTrainings(training, quarter.retraining, out);
  title(
    'Orders that messages add: foretold, and what came (simulated)',
    '늘어난 주문: 예측과 실제 (시뮬레이션)',
  );
  printForecasts(programme, out);
  const documents = [
    programmeDocument(programme, out.language),
    ...(series === undefined ? [] : [seriesDocument(series, out.language)]),
  ];
  out.line();
  out.line(documents.map(renderText).join('\n\n'));
}

function printForecasts({ reports }: ProgrammeReport, out: Out): void {
  const shown = (estimate: Estimate | null): string => {
    if (estimate === null) return '–';
    const { value, low, high } = estimate;
    const bounds =
      low === null || high === null
        ? out.say({ en: 'too few to tell', ko: '판단하기에 적음' })
        : `${low.toFixed(1)} … ${high.toFixed(1)}`;
    return `${value.toFixed(1)} (${bounds})`;
  };
  out.table(
    [
      out.say({ en: 'campaign', ko: '캠페인' }),
      out.say({ en: 'sent', ko: '발송' }),
      out.say({ en: 'foretold by the plan', ko: '계획의 예측' }),
      out.say({ en: 'measured against the holdout', ko: '보내지 않은 그룹 대비 실측' }),
    ],
    reports
      .map(({ report }) => report)
      .filter(({ campaignId }) => !['demo-cart', 'demo-dwell'].includes(campaignId))
      .map(({ campaignId, occurrence, receipts, added }) => [
        occurrence === 'once' ? campaignId : `${campaignId} ${occurrence}`,
        receipts.accepted,
        shown(added.expected),
        shown(added.measured),
      ])
      .reverse(),
  );
}
