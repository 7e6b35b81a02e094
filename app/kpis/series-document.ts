import { wordsFor } from '#app/kpis/goal-words.ts';
import type { SeriesReport } from '#app/kpis/measure-series.ts';
import { questionSections } from '#app/kpis/question-sections.ts';
import { regionalSection } from '#app/kpis/regional-section.ts';
import { armSection } from '#app/kpis/report-document.ts';
import type { ReportDocument } from '#app/models/backtest/document.ts';
import { filled } from '#app/models/backtest/words.ts';
import { isItReal } from '#core/kpis/manager-sentences.ts';
import { goalName } from '#core/plan/goal.ts';

const WORDS = {
  en: {
    title: 'All occurrences together: {name}',
    what: '{messages} messages in {count} occurrences since {from}. {measured} of the {drawn} people drawn for the first one were measured; each stayed in one group throughout, and orders count over the same days until {until}.',
    open: 'Not all answers are in yet: events until {asOf}.',
  },
  ko: {
    title: '모든 회차를 합친 결과: {name}',
    what: '{from}부터 {count}회, 메시지 {messages}건. 첫 회차에 추첨된 {drawn}명 중 {measured}명을 측정했습니다. 모두 끝까지 같은 그룹이며, {until}까지 같은 기간의 주문을 셉니다.',
    open: '아직 반응이 모두 들어오지 않았습니다. {asOf}까지의 이벤트입니다.',
  },
} as const;

const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** Lays out in one language what all occurrences of a campaign did. */
export function seriesDocument(series: SeriesReport, language: 'en' | 'ko'): ReportDocument {
  const words = wordsFor(series.goal, language);
  const own = WORDS[language];
  const { name, occurrences, messages, measuredCount, drawnCount, fromMs, untilMs, asOfMs } = series;
  const againstHoldout = series.questions.find(({ id }) => id === 'holdout')!.answer;
  const { isBroken: isSampleRatioBroken } = series.sampleRatio;
  return {
    title: filled(own.title, { name }),
    lead: [
      ...(series.isSimulated ? [words.simulated] : []),
      isItReal({ againstHoldout, isSampleRatioBroken, goal: goalName(series.goal) })[language],
      filled(own.what, {
        messages: messages.toLocaleString('en-US'),
        count: occurrences.length,
        from: day(fromMs),
        measured: measuredCount.toLocaleString('en-US'),
        drawn: drawnCount.toLocaleString('en-US'),
        until: day(untilMs),
      }),
      ...(asOfMs < untilMs ? [filled(own.open, { asOf: day(asOfMs) })] : []),
    ],
    sections: [
      armSection(series, words),
      ...questionSections(series, words),
      ...(series.regional === undefined ? [] : [regionalSection(series.regional, series, language)]),
    ],
    foot: words.method,
  };
}
