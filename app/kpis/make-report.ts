import type { CampaignSpend } from '#app/cost/campaign-spend.ts';
import { askQuestions } from '#app/kpis/ask-questions.ts';
import type { CampaignReport, Estimate, Returns } from '#app/kpis/campaign-report.ts';
import type { CampaignMeasure, KpiGroup } from '#app/kpis/measure-campaign.ts';
import { unknownsOf } from '#app/kpis/unknowns.ts';
import { ANSWER_MS, dailyLooks } from '#app/outcomes/measured-people.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { kpiCatalogue, returnsOn } from '#core/kpis/kpi-catalogue.ts';
import { marginMinor, noKpis } from '#core/kpis/kpi-sums.ts';
import { managerSentences, type ReportFacts, type Sentence } from '#core/kpis/manager-sentences.ts';
import { FEWEST_SHOWN } from '#core/kpis/stores.ts';
import { kaplanMeier, survivalAt } from '#core/maths/kaplan-meier.ts';
import { compareArms, type Registered } from '#core/outcomes/experiments/compare-arms.ts';
import { valuePolicies } from '#core/outcomes/experiments/policies.ts';
import type { Answer } from '#core/outcomes/questions/question.ts';
import { type Effort, whoDoesWhat } from '#core/outcomes/questions/who-does-what.ts';
import { regionalAnswer } from '#core/outcomes/regions/regional-answer.ts';
import type { RegionalEffect } from '#core/outcomes/regions/regional-effect.ts';
import { goalName } from '#core/plan/goal.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';

/** What a report says beside the sums. */
export interface ReportSetting {
  readonly asOfMs: number;
  /** Scripted people, made-up customers or the local composer. */
  readonly isSimulated: boolean;
  /** All that the campaign cost, in the shop's currency; undefined while a price or a rate is missing. */
  readonly spend: CampaignSpend | undefined;
  /** Who did which part, one entry per division that was tried. */
  readonly efforts: readonly Effort[];
  /** Of a plan that held stores or regions out. */
  readonly regional?: RegionalEffect | undefined;
  /** What people call the personas, by id. */
  readonly personaNames?: Readonly<Record<string, Sentence>>;
}

/** Chance of ever calling an effect that is not there. */
const ALPHA = 0.05;
/** Cancellations and returns may come for so long after the last answer; then the report is closed. */
const RETURN_DAYS = 30;
const LEAD_HOURS = [1, 6, 24, 72, 168];

/** When a plan's report is closed, UTC epoch ms. */
function closesAtMs({ window }: Pick<PlanSummary, 'window'>): number {
  return window.toMs + ANSWER_MS + RETURN_DAYS * DAY_MS;
}

/** The report of one plan from its sums, by rules alone. */
export function makeReport(
  measure: CampaignMeasure,
  { summary, hash }: { readonly summary: PlanSummary; readonly hash: string },
  setting: ReportSetting,
): CampaignReport {
  const { campaign, occurrence, currency } = summary;
  const { asOfMs, isSimulated, spend, efforts } = setting;
  const registered: Registered = {
    alpha: ALPHA,
    comparisonCount: 1,
    minimumEffect: campaign.metric.minimumDetectableEffect,
    looks: dailyLooks(summary.window, asOfMs),
  };
  const { event: goal } = campaign.goal;
  const questions = askQuestions(measure, campaign, registered);
  const againstHoldout = questions.find(({ id }) => id === 'holdout')!.answer;
  const unknowns = unknownsOf(measure, { summary, ...setting, closesAtMs: closesAtMs(summary) });
  const all = measure.groups.find(({ dimension }) => dimension === 'campaign')?.sums ?? noKpis;
  const isShown = ({ dimension, sums }: KpiGroup): boolean =>
    dimension === 'campaign' || sums.people >= FEWEST_SHOWN;
  const groups = measure.groups.filter(isShown);
  // Hours of a region are empty, not missing.
  const hidden = measure.groups.filter((one) => one.dimension !== 'region_hour' && !isShown(one));
  return {
    format: 'kairos-report/1',
    campaignId: campaign.id,
    name: campaign.name,
    occurrence,
    planHash: hash,
    asOfMs,
    closesAtMs: closesAtMs(summary),
    isClosed: asOfMs >= closesAtMs(summary),
    currency,
    zone: summary.zone,
    goal,
    isSimulated,
    drawnCount: measure.drawnCount,
    measuredCount: measure.measuredCount,
    receipts: measure.receipts,
    opens: measure.opens,
    arms: measure.arms,
    sampleRatio: measure.sampleRatio,
    sentences: managerSentences({
      campaignName: campaign.name,
      // A triggered campaign considers whom an occasion brings: those of whom there is a receipt.
      people: campaign.type === 'triggered' ? measure.drawnCount : summary.considered,
      messages: measure.receipts.accepted,
      reached: all.reached,
      responders: all.responders,
      isSimulated,
      isSampleRatioBroken: measure.sampleRatio.isBroken,
      goal: goalName(goal),
      againstHoldout: toldOf(againstHoldout, campaign, setting),
      cost: spend,
      ...missingOf(againstHoldout, measure, summary, asOfMs),
      unknowns,
    }),
    questions,
    ...(setting.regional && { regional: setting.regional }),
    divisions: measure.sampleRatio.isBroken ? [] : whoDoesWhat(measure.goals, efforts, registered),
    hiddenGroupCount: hidden.length,
    groups: groups.map((group) => ({
      ...group,
      figures: Object.fromEntries(
        kpiCatalogue.map(({ id, of }) => [id, figureOf(measure, id, of(group.sums))]),
      ),
    })),
    added: { expected: expectedOf(summary), measured: addedOf(againstHoldout) },
    lead: leadOf(measure),
    returns: returnsOf(measure, registered, spend),
    forecasts: measure.forecasts,
    policies: measure.sampleRatio.isBroken ? [] : policiesOf(measure),
    unknowns,
    ...(setting.personaNames && { personaNames: setting.personaNames }),
  };
}

/** Where nobody is held out one by one, the stores held out say what the campaign did. */
function toldOf(
  againstHoldout: Answer,
  { arms }: PlanSummary['campaign'],
  { regional }: ReportSetting,
): Answer {
  const isByStores = arms.holdoutShare === 0 && arms.programmeHoldoutShare === 0;
  return regional !== undefined && isByStores ? regionalAnswer(regional) : againstHoldout;
}

function policiesOf({ choices }: CampaignMeasure): CampaignReport['policies'] {
  return (['arm', 'copy'] as const).flatMap((subject) =>
    valuePolicies(choices[subject]).map((value) => ({ ...value, subject })),
  );
}

/** No margin is told while the cost of a piece is missing. */
function figureOf({ margin }: CampaignMeasure, id: string, value: number | undefined): number | null {
  return value === undefined || (id === 'margin' && margin === undefined) ? null : value;
}

/** What is missing for a verdict: people, and while the campaign runs, days at its pace. */
function missingOf(
  answer: Answer,
  { measuredCount }: CampaignMeasure,
  { window }: PlanSummary,
  asOfMs: number,
): Pick<ReportFacts, 'daysMissing' | 'peopleMissing' | 'isOver'> {
  const isOver = asOfMs >= window.toMs;
  const missing = answer.kind === 'compared' ? answer.comparison.missingCount : undefined;
  if (missing === undefined || measuredCount === 0)
    return { isOver, daysMissing: undefined, peopleMissing: undefined };
  const days = Math.max(1, (Math.min(asOfMs, window.toMs) - window.fromMs) / DAY_MS);
  const daysMissing = Math.max(1, Math.ceil((missing * days) / measuredCount));
  return { isOver, daysMissing, peopleMissing: missing };
}

/** Of a triggered campaign nobody can tell how many occasions there will be. */
function expectedOf({ campaign, expected }: PlanSummary): Estimate | null {
  if (campaign.type === 'triggered') return null;
  return { value: expected.orders, low: expected.interval.low, high: expected.interval.high };
}

/** Goals per person drawn, times the people drawn into a sending arm. */
function addedOf(answer: Answer): Estimate | null {
  if (answer.kind === 'no_answer') return null;
  return scaled(answer.comparison, answer.counts[0]);
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function scaled(
  { difference, interval: [low, high] }: { difference: number; interval: readonly [number, number] },
  factor: number,
): Estimate {
  return { value: difference * factor, low: finite(low * factor), high: finite(high * factor) };
}

function leadOf({ waits: { hours, isReached } }: CampaignMeasure): CampaignReport['lead'] {
  if (hours.length === 0) return [];
  const curve = kaplanMeier(hours, isReached);
  return LEAD_HOURS.map((at) => ({ hours: at, reachedShare: 1 - survivalAt(curve, at) }));
}

function returnsOf(
  { margin, revenueWithoutVat: revenue, during, before, sampleRatio }: CampaignMeasure,
  registered: Registered,
  spend: ReportSetting['spend'],
): Returns {
  const none: Returns = {
    spendMinor: spend?.minor ?? null,
    isEstimate: (spend?.estimates.length ?? 0) > 0,
    incrementalMargin: null,
    roi: null,
    roas: null,
    roiAgainstBefore: null,
  };
  if (margin === undefined || sampleRatio.isBroken || margin.holdout.count === 0) return none;
  const { count } = margin.sent;
  const earned = scaled(compareArms(margin.sent, margin.holdout, registered), count);
  if (!isTold(spend, earned)) return { ...none, incrementalMargin: earned };
  const added = compareArms(revenue.sent, revenue.holdout, registered).difference * count;
  return {
    ...none,
    incrementalMargin: earned,
    ...ratesOf(spend.minor, earned, added),
    roiAgainstBefore: (marginMinor(during) - marginMinor(before) - spend.minor) / spend.minor,
  };
}

/** Without an interval a rate is a number that anybody would quote and nobody could defend. */
function isTold(spend: ReportSetting['spend'], earned: Estimate): spend is CampaignSpend {
  return spend !== undefined && spend.minor > 0 && earned.low !== null;
}

/** @param spendMinor above 0. */
function ratesOf(
  spendMinor: number,
  margin: Estimate,
  revenueWithoutVatMinor: number,
): Pick<Returns, 'roi' | 'roas'> {
  const roiOf = (minor: number): number =>
    returnsOn(spendMinor, { marginMinor: minor, revenueWithoutVatMinor }).roi!;
  const bound = (value: number | null): number | null => (value === null ? null : roiOf(value));
  return {
    roi: { value: roiOf(margin.value), low: bound(margin.low), high: bound(margin.high) },
    roas: returnsOn(spendMinor, { marginMinor: margin.value, revenueWithoutVatMinor }).roas!,
  };
}
