import type { AskedQuestion, CampaignReport, QuestionId } from '#app/kpis/campaign-report.ts';
import { questionIds } from '#app/kpis/campaign-report.ts';
import { type IntervalMark, intervalChart } from '#app/kpis/report-charts.ts';
import type { ReportWords } from '#app/kpis/report-words.ts';
import type { ReportSection } from '#app/models/backtest/document.ts';
import { filled } from '#app/models/backtest/words.ts';
import { FEWEST_SHOWN } from '#core/kpis/stores.ts';
import type { Answer } from '#core/outcomes/questions/question.ts';

/** Orders per 100 people, two digits. */
export function per100(value: number): string {
  // No figure is "-0.00".
  return Number.isFinite(value) ? (Math.round(10_000 * value) / 100 || 0).toFixed(2) : '–';
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

/** A group or an arm (`own_time|context`) as people call it. */
export function groupName(name: string, words: ReportWords): string {
  return name
    .split('|')
    .map((part) => words.groups[part] ?? part)
    .join(' · ');
}

/** Two groups that are compared. */
export function pairName({ first, second }: Answer, words: ReportWords): string {
  return `${groupName(first, words)} − ${groupName(second, words)}`;
}

/** Of whom a row of a question is: a persona by name, or everybody. */
type NameOf = (subject: string) => string;

/** What a chart shows of an answer: nothing where its interval is not known yet. */
export function intervalMarks(label: string, answer: Answer): readonly IntervalMark[] {
  if (answer.kind === 'no_answer') return [];
  const { difference, interval } = answer.comparison;
  const [value, low, high] = [difference, ...interval].map((per) => 100 * per) as [number, number, number];
  return Number.isFinite(low) && Number.isFinite(high) ? [{ label, value, low, high }] : [];
}

/** One section for each question that was asked. */
export function questionSections(
  { questions, personaNames = {} }: Pick<CampaignReport, 'questions' | 'personaNames'>,
  words: ReportWords,
): readonly ReportSection[] {
  const nameOf: NameOf = (subject) =>
    subject === '' ? words.everybody : (personaNames[subject]?.[words.language] ?? subject);
  return questionIds.flatMap((id) => {
    const own = questions.filter((question) => question.id === id);
    return own.length === 0 ? [] : [sectionOf(id, own, { words, nameOf })];
  });
}

function sectionOf(
  id: QuestionId,
  questions: readonly AskedQuestion[],
  { words, nameOf }: { readonly words: ReportWords; readonly nameOf: NameOf },
): ReportSection {
  const labelOf = ({ subject, answer }: AskedQuestion): string =>
    id === 'empathy' ? nameOf(subject) : pairName(answer, words);
  const marks = questions.flatMap((question) => intervalMarks(labelOf(question), question.answer));
  const axis = id === 'store_visits' ? words.visitorsPer100 : words.per100;
  return {
    heading: words.questions[id],
    isGood: questions.length === 1 ? goodness(questions[0]!.answer) : null,
    sentences: questions.length === 1 ? [`${verdictOf(questions[0]!.answer, words)}.`] : [],
    table: {
      header: id === 'store_visits' ? words.visitHeader : words.questionHeader,
      rows: questions.map((question) => rowOf(labelOf(question), question, words)),
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

/** How many people on each side, and their difference: of a handful it would tell what one of them did. */
export function sizesAndDifference({
  counts,
  comparison,
}: Extract<Answer, { kind: 'compared' }>): readonly [sizes: string, difference: string] {
  const isShown = Math.min(...counts) >= FEWEST_SHOWN;
  return [
    counts.map((count) => count.toLocaleString('en-US')).join(' / '),
    isShown ? per100(comparison.difference) : '–',
  ];
}

function rowOf(name: string, { answer }: AskedQuestion, words: ReportWords): readonly string[] {
  if (answer.kind === 'no_answer') return [name, '–', '–', '–', verdictOf(answer, words)];
  const [low, high] = answer.comparison.interval;
  return [
    name,
    ...sizesAndDifference(answer),
    Number.isFinite(low) ? `${per100(low)} … ${per100(high)}` : '–',
    verdictOf(answer, words),
  ];
}
