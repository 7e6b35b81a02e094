import { creditSection } from '#app/kpis/credit-section.ts';
import { intervalMarks, pairName, per100, verdictOf } from '#app/kpis/question-sections.ts';
import { intervalChart } from '#app/kpis/report-charts.ts';
import type { ProgrammeReport } from '#app/kpis/report-desk.ts';
import { REPORT_WORDS } from '#app/kpis/report-words.ts';
import { trainingSection } from '#app/kpis/training-section.ts';
import type { ReportDocument } from '#app/models/backtest/document.ts';

const WORDS = {
  en: {
    title: 'What the programme did',
    whole: 'All campaigns against the people who are held out from every one',
    none: 'No campaign holds anybody out from all: what the programme does as a whole is not measured.',
    since: 'Since',
    each: 'Each campaign against its holdout',
    header: ['campaign', 'people', 'more orders per 100', 'interval', 'verdict'],
  },
  ko: {
    title: '프로그램 전체 결과',
    whole: '모든 캠페인과, 어느 캠페인에서도 받지 않은 그룹의 비교',
    none: '모든 캠페인에서 제외된 그룹이 없어 프로그램 전체 효과를 측정하지 않습니다.',
    since: '기간 시작',
    each: '캠페인별, 보내지 않은 그룹과 비교',
    header: ['캠페인', '인원', '100명당 주문 차이', '구간', '판정'],
  },
} as const;

/** Lays the programme out in one language. */
export function programmeDocument(
  { measure, reports, credits, trainings }: ProgrammeReport,
  language: 'en' | 'ko',
): ReportDocument {
  const words = REPORT_WORDS[language];
  const own = WORDS[language];
  const rowOf = (name: string, answer: Parameters<typeof verdictOf>[0]): readonly string[] => {
    if (answer.kind === 'no_answer') return [name, '–', '–', '–', verdictOf(answer, words)];
    const [low, high] = answer.comparison.interval;
    return [
      name,
      answer.counts.map((count) => count.toLocaleString('en-US')).join(' / '),
      per100(answer.comparison.difference),
      Number.isFinite(low) ? `${per100(low)} … ${per100(high)}` : '–',
      verdictOf(answer, words),
    ];
  };
  const rows = reports.flatMap(({ report }) =>
    report.questions
      .filter(({ id }) => id === 'holdout')
      .map(({ answer }) => ({ name: `${report.name} (${report.occurrence})`, answer })),
  );
  const marks = rows.flatMap(({ name, answer }) => intervalMarks(name, answer));
  return {
    title: own.title,
    lead: reports.some(({ report }) => report.isSimulated) ? [words.simulated] : [],
    sections: [
      {
        heading: own.whole,
        isGood: null,
        sentences:
          measure === undefined
            ? [own.none]
            : [`${own.since} ${new Date(measure.fromMs).toISOString().slice(0, 10)}.`],
        table:
          measure === undefined
            ? null
            : { header: own.header, rows: [rowOf(pairName(measure.answer, words), measure.answer)] },
        detail: null,
        charts: [],
      },
      {
        heading: own.each,
        isGood: null,
        sentences: [],
        table: { header: own.header, rows: rows.map(({ name, answer }) => rowOf(name, answer)) },
        detail: null,
        charts: marks.length === 0 ? [] : [{ title: words.per100, svg: intervalChart(marks, words.per100) }],
      },
      ...(credits === undefined ? [] : [creditSection(credits, reports, language)]),
      trainingSection(trainings, language),
    ],
    foot: words.method,
  };
}
