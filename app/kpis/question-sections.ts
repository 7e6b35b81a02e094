import type { AskedQuestion, CampaignReport, QuestionId } from '#app/kpis/campaign-report.ts';
import { questionIds } from '#app/kpis/campaign-report.ts';
import { intervalChart } from '#app/kpis/report-charts.ts';
import type { ReportWords } from '#app/kpis/report-words.ts';
import type { ReportSection } from '#app/models/backtest/document.ts';
import { filled } from '#app/models/backtest/words.ts';
import type { Answer } from '#core/outcomes/questions/question.ts';

/** Orders per 100 people, two digits. */
export function per100(value: number): string {
  return Number.isFinite(value) ? (100 * value).toFixed(2) : '–';
}

/** The verdict of an answer in words, with the people still missing. */
export function verdictOf(answer: Answer, words: ReportWords): string {
  if (answer.kind === 'no_answer') return words.verdicts[answer.reason];
  const { verdict, missingCount } = answer.comparison;
  const more =
    missingCount === undefined
      ? ''
      : `, ${filled(words.more, { count: missingCount.toLocaleString('en-US') })}`;
  return words.verdicts[verdict] + more;
}

/** One section for each question that was asked. */
export function questionSections(
  { questions }: CampaignReport,
  words: ReportWords,
): readonly ReportSection[] {
  return questionIds.flatMap((id) => {
    const own = questions.filter((question) => question.id === id);
    return own.length === 0 ? [] : [sectionOf(id, own, words)];
  });
}

function sectionOf(id: QuestionId, questions: readonly AskedQuestion[], words: ReportWords): ReportSection {
  const marks = questions.flatMap(({ subject, answer }) =>
    answer.kind === 'no_answer'
      ? []
      : [
          {
            label: subject || `${answer.first} − ${answer.second}`,
            value: 100 * answer.comparison.difference,
            low: 100 * answer.comparison.interval[0],
            high: 100 * answer.comparison.interval[1],
          },
        ],
  );
  const axis = id === 'store_visits' ? words.visitorsPer100 : words.per100;
  return {
    heading: words.questions[id],
    isGood: questions.length === 1 ? goodness(questions[0]!.answer) : null,
    sentences: questions.length === 1 ? [`${verdictOf(questions[0]!.answer, words)}.`] : [],
    table: {
      header: id === 'store_visits' ? words.visitHeader : words.questionHeader,
      rows: questions.map((question) => rowOf(question, words)),
    },
    detail: null,
    charts: marks.length === 0 ? [] : [{ title: axis, svg: intervalChart(marks, axis) }],
  };
}

/** Good news, bad news, or no news. */
function goodness(answer: Answer): boolean | null {
  if (answer.kind === 'no_answer') return null;
  const { verdict } = answer.comparison;
  return verdict === 'better' ? true : verdict === 'worse' ? false : null;
}

function rowOf({ subject, answer }: AskedQuestion, words: ReportWords): readonly string[] {
  const pair = `${answer.first} − ${answer.second}`;
  const name = subject === '' ? pair : `${subject}: ${pair}`;
  if (answer.kind === 'no_answer') return [name, '–', '–', '–', verdictOf(answer, words)];
  const { comparison, counts } = answer;
  const [low, high] = comparison.interval;
  return [
    name,
    counts.map((count) => count.toLocaleString('en-US')).join(' / '),
    per100(comparison.difference),
    Number.isFinite(low) ? `${per100(low)} … ${per100(high)}` : '–',
    verdictOf(answer, words),
  ];
}
