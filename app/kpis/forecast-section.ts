import type { CampaignReport } from '#app/kpis/campaign-report.ts';
import type { ReportSection } from '#app/models/backtest/document.ts';
import { forecastKpis } from '#core/kpis/forecast-kpis.ts';

const WORDS = {
  en: {
    heading: 'How wrong the models were about this campaign’s people',
    says: 'What the plan foretold beside what came. The held out show the models alone; among the sent to, messages are in it.',
    none: 'The plan had no predictions, or its first week is not over.',
    people: 'people',
    sides: { holdout: 'held out', sent: 'sent to' },
    formulas: 'How each is counted',
    formulaHeader: ['KPI', 'formula'],
  },
  ko: {
    heading: '이 캠페인 고객에 대한 모델 오차',
    says: '계획의 예측과 실제 결과입니다. 보내지 않은 그룹은 모델만의 오차를, 보낸 그룹은 메시지의 영향까지 보여 줍니다.',
    none: '계획에 예측이 없었거나 첫 주가 아직 끝나지 않았습니다.',
    people: '인원',
    sides: { holdout: '보내지 않은 그룹', sent: '보낸 그룹' },
    formulas: '계산식',
    formulaHeader: ['KPI', '계산식'],
  },
} as const;

/** Predicted against actual, by side. */
export function forecastSection({ forecasts }: CampaignReport, language: 'en' | 'ko'): ReportSection {
  const words = WORDS[language];
  const section = { heading: words.heading, isGood: null, charts: [] } as const;
  const sides = (['holdout', 'sent'] as const).filter((side) => forecasts[side].people > 0);
  if (sides.length === 0) return { ...section, sentences: [words.none], table: null, detail: null };
  const shown = (unit: 'share' | 'index', value: number | undefined): string => {
    if (value === undefined) return '–';
    return unit === 'share' ? `${(100 * value).toFixed(1)} %` : value.toFixed(1);
  };
  return {
    ...section,
    sentences: [words.says],
    table: {
      header: ['', words.people, ...forecastKpis.map(({ name }) => name[language])],
      rows: sides.map((side) => [
        words.sides[side],
        forecasts[side].people.toLocaleString('en-US'),
        ...forecastKpis.map(({ unit, of }) => shown(unit, of(forecasts[side]))),
      ]),
    },
    detail: {
      title: words.formulas,
      table: {
        header: words.formulaHeader,
        rows: forecastKpis.map(({ name, formula }) => [name[language], formula]),
      },
    },
  };
}
