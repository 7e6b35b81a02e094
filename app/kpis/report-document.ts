import type { CampaignReport, Change, Estimate } from '#app/kpis/campaign-report.ts';
import { forecastSection } from '#app/kpis/forecast-section.ts';
import { wordsFor } from '#app/kpis/goal-words.ts';
import type { Dimension } from '#app/kpis/measure-campaign.ts';
import { policySection } from '#app/kpis/policy-section.ts';
import { groupName, per100, questionSections, verdictOf } from '#app/kpis/question-sections.ts';
import { regionHourSections } from '#app/kpis/region-hour-section.ts';
import { regionalSection } from '#app/kpis/regional-section.ts';
import { barChart } from '#app/kpis/report-charts.ts';
import { REPORT_WORDS, type ReportWords } from '#app/kpis/report-words.ts';
import { stageSection } from '#app/kpis/stage-section.ts';
import type { ReportDocument, ReportSection } from '#app/models/backtest/document.ts';
import { filled } from '#app/models/backtest/words.ts';
import { minorUnitsToDecimal } from '#core/kernel/money.ts';
import { wallClock } from '#core/kernel/time.ts';
import { kpiCatalogue } from '#core/kpis/kpi-catalogue.ts';

type Language = 'en' | 'ko';

const NOTHING = { isGood: null, sentences: [], table: null, detail: null, charts: [] } as const;
const DASH = '–';
const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Lays a campaign's report out in one language. */
export function campaignDocument(
  report: CampaignReport,
  language: Language,
  changes: readonly Change[] = [],
): ReportDocument {
  const words = wordsFor(report.goal, language);
  return {
    title: filled(words.title, { name: report.name, occurrence: report.occurrence }),
    lead: leadOf(report, language),
    sections: [
      armSection(report, words),
      ...questionSections(report, words),
      ...(report.regional === undefined ? [] : [regionalSection(report.regional, report, language)]),
      divisionSection(report, words),
      stageSection(report, words),
      policySection(report, language),
      returnSection(report, words),
      addedSection(report, words),
      forecastSection(report, language),
      waitSection(report, words),
      kpiSection(report, language),
      ...regionHourSections(report, language),
      ...(changes.length === 0 ? [] : [changeSection(changes, words)]),
      unknownSection(report, language),
    ],
    foot: words.method,
  };
}

function leadOf(report: CampaignReport, language: Language): readonly string[] {
  const words = REPORT_WORDS[language];
  const instant = (atMs: number): string => wallClock(report.zone ?? 'UTC', atMs);
  const { asOfMs, measuredCount, drawnCount, receipts, opens, isClosed, closesAtMs, isSimulated } = report;
  return [
    ...(isSimulated ? [words.simulated] : []),
    ...report.sentences.map((sentence) => sentence[language]),
    filled(words.asOf, { at: instant(asOfMs), measured: measuredCount, drawn: drawnCount, ...receipts }),
    ...(opens.opened + opens.prefetched > 0 ? [filled(words.opens, { ...opens })] : []),
    isClosed ? words.closed : filled(words.open, { at: instant(closesAtMs) }),
  ];
}

/** The groups with their sizes, and whether these are as drawn. */
export function armSection(
  { arms, sampleRatio }: Pick<CampaignReport, 'arms' | 'sampleRatio'>,
  words: ReportWords,
): ReportSection {
  const sentence = sampleRatio.isBroken ? words.armsBroken : words.armsFine;
  return {
    ...NOTHING,
    heading: words.arms,
    isGood: !sampleRatio.isBroken,
    sentences: [filled(sentence, { p: sampleRatio.pValue.toPrecision(2) })],
    table: {
      header: words.armHeader,
      rows: arms.map(({ name, share, count }) => [groupName(name, words), percent(share), number(count)]),
    },
  };
}

function divisionSection({ divisions }: CampaignReport, words: ReportWords): ReportSection {
  if (divisions.length === 0) return { ...NOTHING, heading: words.divisions, sentences: [words.notAsked] };
  const rows = divisions.map(({ appealAuthor, copyAuthor, ...row }) => [
    `${appealAuthor} × ${copyAuthor}`,
    number(row.count),
    row.meanPerPerson === undefined ? DASH : per100(row.meanPerPerson),
    number(row.minutes),
    row.isSimulated ? words.simulated.split(':')[0]! : number(row.realAuthors),
    row.answer === undefined ? DASH : verdictOf(row.answer, words),
  ]);
  return { ...NOTHING, heading: words.divisions, table: { header: words.divisionHeader, rows } };
}

function interval(estimate: Estimate, shown: (value: number) => string): string {
  const { low, high } = estimate;
  return low === null || high === null ? DASH : `${shown(low)} … ${shown(high)}`;
}

function returnSection({ returns, currency }: CampaignReport, words: ReportWords): ReportSection {
  const money = (minor: number): string => `${minorUnitsToDecimal(Math.round(minor), currency)} ${currency}`;
  const { spendMinor, isEstimate, incrementalMargin, roi, roas, roiAgainstBefore } = returns;
  const names = words.returnRows;
  const estimated = (name: string, value: Estimate | null, shown: (value: number) => string) =>
    [
      name,
      value === null ? DASH : shown(value.value),
      value === null ? DASH : interval(value, shown),
    ] as const;
  return {
    ...NOTHING,
    heading: words.returns,
    isGood: roi === null ? null : signOf(roi),
    sentences: roi === null ? [words.returnsMissing] : [],
    table: {
      header: words.addedHeader.map((name, index) => (index === 1 ? '' : name)),
      rows: [
        [
          names.spend + (isEstimate ? names.estimate : ''),
          spendMinor === null ? DASH : money(spendMinor),
          '',
        ],
        estimated(names.margin, incrementalMargin, money),
        estimated(names.roi, roi, percent),
        [names.roas, roas === null ? DASH : roas.toFixed(2), ''],
        [names.roiAgainstBefore, roiAgainstBefore === null ? DASH : percent(roiAgainstBefore), ''],
      ],
    },
  };
}

/** Above 0, below 0, or neither for sure. */
function signOf({ low, high }: Estimate): boolean | null {
  if (low === null || high === null) return null;
  return low > 0 ? true : high < 0 ? false : null;
}

function addedSection({ added: { expected, measured } }: CampaignReport, words: ReportWords): ReportSection {
  const row = (name: string, estimate: Estimate | null): readonly string[] => [
    name,
    estimate === null ? DASH : number(estimate.value),
    estimate === null ? DASH : interval(estimate, number),
  ];
  const rows = [row(words.expected, expected), row(words.measured, measured)];
  return { ...NOTHING, heading: words.added, table: { header: words.addedHeader, rows } };
}

function waitSection({ lead }: CampaignReport, words: ReportWords): ReportSection {
  const bars = lead.map(({ hours, reachedShare }) => ({
    label: filled(words.hours, { hours }),
    share: reachedShare,
  }));
  const rows = bars.map(({ label, share }) => [label, percent(share)]);
  return {
    ...NOTHING,
    heading: words.lead,
    sentences: [words.leadSays],
    table: { header: words.leadHeader, rows },
    charts: bars.length === 0 ? [] : [{ title: words.lead, svg: barChart(bars, words.leadHeader[1]!) }],
  };
}

function kpiSection(
  { groups, hiddenGroupCount = 0, currency, personaNames = {} }: CampaignReport,
  language: Language,
): ReportSection {
  const words = REPORT_WORDS[language];
  const rowName = (dimension: Dimension, value: string): string => {
    const name = dimension === 'persona' ? personaNames[value]?.[language] : undefined;
    const kind = words.dimensions[dimension];
    if (dimension === 'campaign') return kind;
    return `${kind} ${value === '' ? words.none : (name ?? groupName(value, words))}`;
  };
  // Regions by hours are a picture of their own.
  const inTable = groups.filter(({ dimension }) => dimension !== 'region_hour');
  const shown = (unit: string, value: number | null | undefined): string => {
    if (value === null || value === undefined) return DASH;
    return unit === 'share' ? percent(value) : minorUnitsToDecimal(Math.round(value), currency);
  };
  return {
    ...NOTHING,
    heading: words.kpis,
    sentences: [
      words.kpisSay,
      ...(hiddenGroupCount === 0 ? [] : [filled(words.hiddenGroups, { count: hiddenGroupCount })]),
    ],
    table: {
      header: ['', words.people, ...kpiCatalogue.map(({ name }) => name[language])],
      rows: inTable.map(({ dimension, value, sums, figures }) => [
        rowName(dimension, value),
        number(sums.people),
        ...kpiCatalogue.map(({ id, unit }) => shown(unit, figures[id])),
      ]),
    },
    detail: {
      title: words.formulas,
      table: {
        header: words.formulaHeader,
        rows: kpiCatalogue.map(({ name, formula }) => [name[language], formula[language]]),
      },
    },
  };
}

function changeSection(changes: readonly Change[], words: ReportWords): ReportSection {
  const rows = changes.map(({ figure, closed, now }) => [figure, number(closed), number(now)]);
  return { ...NOTHING, heading: words.changes, table: { header: words.changeHeader, rows } };
}

function unknownSection({ unknowns }: CampaignReport, language: Language): ReportSection {
  const words = REPORT_WORDS[language];
  const sentences =
    unknowns.length === 0 ? [words.noUnknowns] : unknowns.map((sentence) => capitalised(sentence[language]));
  return { ...NOTHING, heading: words.unknowns, sentences };
}

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
