import {
  calibrationChart,
  heatChart,
  liftChart,
  recallChart,
  weeksChart,
} from '#app/models/backtest/charts.ts';
import type {
  BacktestReport,
  ForecasterResult,
  Metric,
  Section,
  Verdict,
} from '#app/models/backtest/report.ts';
import { filled, type Words } from '#app/models/backtest/words.ts';
import type { Interval } from '#core/maths/bootstrap.ts';
import type { FormChoice } from '#core/models/propensity/propensity-form.ts';

/** A report as people read it, before it becomes text, Markdown or a page. */
export interface ReportDocument {
  readonly title: string;
  readonly lead: readonly string[];
  readonly sections: readonly ReportSection[];
  readonly foot: string;
}

/** Rows of text. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One question with its answer. */
export interface ReportSection {
  readonly heading: string;
  /** Whether it may be acted on; null where nothing could be judged. */
  readonly isGood: boolean | null;
  readonly sentences: readonly string[];
  readonly table: Table | null;
  /** A further table under its own title. */
  readonly detail: { readonly title: string; readonly table: Table } | null;
  readonly charts: readonly { readonly title: string; readonly svg: string }[];
}

const SHARES: ReadonlySet<Metric> = new Set([
  'totalError',
  'buyersError',
  'within7Days',
  'coverage50',
  'coverage80',
  'ece',
]);
const ONE_DIGIT: ReadonlySet<Metric> = new Set(['pai', 'medianErrorDays']);

function figure(metric: Metric, value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (SHARES.has(metric)) return `${(100 * value).toFixed(1)} %`;
  return value.toFixed(ONE_DIGIT.has(metric) ? 1 : 4);
}

function range(metric: Metric, { estimate, low, high }: Interval, words: Words): string {
  if (Number.isNaN(estimate)) return '–';
  const between = filled(words.interval, { low: figure(metric, low), high: figure(metric, high) });
  return `${figure(metric, estimate)} (${between})`;
}

/** A day number as a date. */
export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function tableOf(results: readonly ForecasterResult[], words: Words): Table {
  const metrics = [...new Set(results.flatMap(({ metrics }) => Object.keys(metrics) as Metric[]))];
  return {
    header: ['', ...results.map(({ forecaster }) => words.forecasters[forecaster])],
    rows: metrics.map((metric) => [
      words.metrics[metric],
      ...results.map(({ metrics: own }) =>
        own[metric] === undefined ? '–' : range(metric, own[metric], words),
      ),
    ]),
  };
}

function verdictSentences({ isGoodEnough, metric, rival, gain }: Verdict, words: Words): readonly string[] {
  const values = {
    metric: words.metrics[metric],
    rival: words.forecasters[rival],
    gain: range(metric, gain, words),
  };
  return [isGoodEnough ? words.good : words.notGood, filled(words.against, values)];
}

/** Whether sums of the forecasts may be used: chance explains what is missing, or does not. */
function sumSentences(sum: Interval | undefined, words: Words): readonly string[] {
  if (sum === undefined) return [];
  const isChance = sum.low <= 0 && sum.high >= 0;
  return [filled(isChance ? words.addsUp : words.doesNotAddUp, { sum: range('totalError', sum, words) })];
}

type Named = keyof Words['sections'];

function sectionOf<Charts>(
  name: Named,
  section: Section<Charts>,
  words: Words,
  draw: (charts: Charts) => ReportSection['charts'],
): ReportSection {
  const heading = words.sections[name];
  if (section.status === 'not-enough') {
    const sentence = filled(words.needs[section.needs], { have: section.have, want: section.want });
    return { heading, isGood: null, sentences: [sentence], table: null, detail: null, charts: [] };
  }
  return {
    heading,
    isGood: section.verdict.isGoodEnough,
    sentences: [...verdictSentences(section.verdict, words), ...sumSentences(section.sum, words)],
    table: tableOf(section.results, words),
    detail: null,
    charts: draw(section.charts),
  };
}

function withDatesByOrders(
  section: ReportSection,
  when: BacktestReport['when'],
  words: Words,
): ReportSection {
  if (when.status === 'not-enough') return section;
  const { title, header, orders } = words.byOrders;
  const shown = (metric: Metric, value: number | null): string =>
    value === null ? '–' : figure(metric, value);
  const rows = when.charts.byOrders.map(({ least, most, customers, ...own }) => [
    most === null ? `${least} +` : least === most ? String(least) : filled(orders, { least, most }),
    String(customers),
    shown('medianErrorDays', own.medianErrorDays),
    shown('medianErrorDays', own.lastGapErrorDays),
    shown('medianErrorDays', own.meanGapErrorDays),
    shown('within7Days', own.within7Days),
    shown('coverage50', own.coverage50),
    shown('coverage80', own.coverage80),
  ]);
  return { ...section, detail: { title, table: { header, rows } } };
}

/** Whether effects bend, and on what grounds. */
function formSentence({ form, gain }: FormChoice, words: Words): string {
  if (gain === undefined) return words.forms.unjudged;
  const interval = { estimate: gain.gain, low: gain.low, high: gain.high };
  return filled(words.forms[form], {
    splines: figure('logLoss', gain.loss),
    linear: figure('logLoss', gain.rivalLoss),
    gain: range('logLoss', interval, words),
  });
}

function leadOf(report: BacktestReport, words: Words): readonly string[] {
  const { data, cutoffDay, horizonDays, timing } = report;
  const lead = [filled(words.data, { ...data, first: isoDay(data.firstDay), last: isoDay(data.lastDay) })];
  if (data.holidayOrders > 0) lead.push(filled(words.holidays, { holidayOrders: data.holidayOrders }));
  if (cutoffDay === null || horizonDays === null) lead.push(words.lastSplit);
  else lead.push(filled(words.window, { cutoff: isoDay(cutoffDay), horizon: horizonDays }));
  if (timing !== null) {
    lead.push(filled(words.timingModel, { family: timing.family }));
    if (timing.fallback) lead.push(words.fallback);
    if (timing.propensity !== null) lead.push(words.withPropensity, formSentence(timing.propensity, words));
  }
  return lead;
}

/** Lays a report out in one language. */
export function reportDocument(report: BacktestReport, words: Words): ReportDocument {
  const { charts } = words;
  const titled = (name: keyof Words['charts'], svg: string): { title: string; svg: string } => {
    return { title: charts[name].title, svg };
  };
  return {
    title: words.title,
    lead: leadOf(report, words),
    foot: words.method,
    sections: [
      sectionOf('who', report.who, words, ({ calibration, lift }) => [
        titled('calibration', calibrationChart(calibration, charts.calibration)),
        titled('lift', liftChart(lift, charts.lift)),
      ]),
      sectionOf('howMany', report.howMany, words, ({ weeks }) => [
        titled('weeks', weeksChart(weeks, charts.weeks)),
      ]),
      withDatesByOrders(
        sectionOf('when', report.when, words, () => []),
        report.when,
        words,
      ),
      sectionOf('what', report.what, words, ({ recall }) => [
        titled('recall', recallChart(recall, charts.recall)),
      ]),
      sectionOf('hour', report.hour, words, ({ heat }) => [
        titled('heat', heatChart(heat, words.days.split(' '))),
      ]),
    ],
  };
}
