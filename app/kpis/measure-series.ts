import { askQuestions } from '#app/kpis/ask-questions.ts';
import type { CampaignReport } from '#app/kpis/campaign-report.ts';
import { measureCampaign } from '#app/kpis/measure-campaign.ts';
import { measureRegions } from '#app/kpis/measure-regions.ts';
import {
  ANSWER_MS,
  dailyLooks,
  type OutcomePorts,
  type OutcomeSetting,
} from '#app/outcomes/measured-people.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';

/** A started plan. */
interface StartedPlan {
  readonly summary: PlanSummary;
  readonly hash: string;
}

/** All occurrences of one campaign, read as the one experiment that they are. */
export interface SeriesReport
  extends Pick<
    CampaignReport,
    | 'campaignId'
    | 'name'
    | 'goal'
    | 'asOfMs'
    | 'drawnCount'
    | 'measuredCount'
    | 'arms'
    | 'sampleRatio'
    | 'questions'
    | 'regional'
    | 'currency'
    | 'zone'
    | 'personaNames'
  > {
  readonly isSimulated: boolean;
  /** Dates of the occurrences, oldest first. */
  readonly occurrences: readonly string[];
  /** Accepted messages of all of them. */
  readonly messages: number;
  /** Orders of everybody count from here, and up to here. UTC epoch ms. */
  readonly fromMs: number;
  readonly untilMs: number;
}

const ALPHA = 0.05;

/** The newest plans that drew people into the same arms, oldest first: an edit of the arms begins another experiment. */
export function sameArms(plans: readonly StartedPlan[]): readonly StartedPlan[] {
  const byTime = [...plans].sort((a, b) => a.summary.window.fromMs - b.summary.window.fromMs);
  const armsOf = ({ summary }: StartedPlan): string => JSON.stringify(summary.campaign.arms);
  const newest = byTime.at(-1);
  const changedAt = byTime.findLastIndex((plan) => newest !== undefined && armsOf(plan) !== armsOf(newest));
  return byTime.slice(changedAt + 1);
}

/**
 * What a campaign did over its occurrences. The draw is sticky, so whoever was drawn for the first occurrence is in the
 * same arm of each: these people, and nobody who joined later, are followed from the first window until the last answer
 * counts. Who was drawn later may depend on what earlier messages did. The smallest effect worth acting on is that of one
 * occurrence times their number.
 *
 * @param plans with the same arms, oldest first, at least one.
 */
export async function measureSeries(
  ports: OutcomePorts,
  setting: OutcomeSetting & { readonly brandZone: string; readonly asOfMs: number },
  plans: readonly StartedPlan[],
): Promise<Omit<SeriesReport, 'isSimulated'>> {
  const [first, last] = [plans[0]!, plans.at(-1)!];
  const { campaign, window, currency, zone } = first.summary;
  const toMs = last.summary.window.toMs;
  const minimumEffect = campaign.metric.minimumDetectableEffect * plans.length;
  const metric = { ...campaign.metric, minimumDetectableEffect: minimumEffect };
  const whole = {
    summary: { ...first.summary, campaign: { ...campaign, metric }, window: { ...window, toMs } },
    hash: first.hash,
  };
  const { drawnCount, measuredCount, arms, sampleRatio, ...measure } = await measureCampaign(
    ports,
    setting,
    whole,
  );
  const registered = {
    alpha: ALPHA,
    comparisonCount: 1,
    minimumEffect,
    looks: dailyLooks(whole.summary.window, setting.asOfMs),
  };
  const hashes = new Set(plans.map(({ hash }) => hash));
  let messages = 0;
  for await (const { status, message } of ports.receipts.list(campaign.id))
    if (status === 'accepted' && hashes.has(message.planHash)) messages += 1;
  const regional = await measureRegions(ports, setting, whole.summary);
  return {
    campaignId: campaign.id,
    name: campaign.name,
    ...{ currency, zone },
    ...(regional && { regional }),
    goal: campaign.goal.event,
    asOfMs: setting.asOfMs,
    ...{ drawnCount, measuredCount, arms, sampleRatio, messages },
    questions: askQuestions(
      { ...measure, drawnCount, measuredCount, arms, sampleRatio },
      campaign,
      registered,
    ),
    occurrences: plans.map(({ summary }) => summary.occurrence),
    fromMs: window.fromMs,
    untilMs: toMs + ANSWER_MS,
  };
}
