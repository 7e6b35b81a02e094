import { logOdds } from '#core/maths/logistic.ts';
import type { Stage } from '#core/models/predictions.ts';
import type { Threshold } from '#core/models/segments/score-histogram.ts';
import type { SignalWeek } from '#core/profiles/signals.ts';

/** Where the stages part, found on held-out days; a missing one keeps its stage empty. */
export interface StageThresholds {
  /** Log-odds of an order within 7 days: 고의향군 from here. */
  readonly highIntent: Threshold | undefined;
  /** Log-odds of an order within 30 days among those with two repeats and more: 충성고객군 from here. */
  readonly loyal: Threshold | undefined;
  /** ln(1 + points of all tiers this week): 관심 확장군 from here, if they grew. */
  readonly interest: Threshold | undefined;
}

/** What decides a stage. */
export interface StageEvidence {
  readonly buyWithin: { readonly days7: number; readonly days30: number };
  readonly repeatPurchases: number;
  /** Newest first. */
  readonly signalWeeks: readonly SignalWeek[];
}

/** Points of all tiers. */
export function signalPoints(week: SignalWeek | undefined): number {
  return week === undefined ? 0 : week.interest + week.consideration + week.imminent;
}

/** Repeats from which somebody can be loyal: two could be chance. */
const LOYAL_REPEATS = 2;

const reaches = (value: number, threshold: Threshold | undefined): boolean =>
  threshold !== undefined && value >= threshold.score;

/**
 * The stage of a person. The moment counts most: who is about to buy is `high_intent`, loyal or not; then who keeps
 * buying is `loyal`; then whose signals are strong and grew is `interest_expansion`; who showed anything within five
 * weeks is `interest_keeping`.
 *
 * @returns undefined for who is silent: none of the four.
 */
export function stageOf(evidence: StageEvidence, thresholds: StageThresholds): Stage | undefined {
  const { buyWithin, repeatPurchases, signalWeeks } = evidence;
  if (reaches(logOdds(buyWithin.days7), thresholds.highIntent)) return 'high_intent';
  if (repeatPurchases >= LOYAL_REPEATS && reaches(logOdds(buyWithin.days30), thresholds.loyal))
    return 'loyal';
  const [now, before] = [signalPoints(signalWeeks[0]), signalPoints(signalWeeks[1])];
  if (now > before && reaches(Math.log1p(now), thresholds.interest)) return 'interest_expansion';
  return signalWeeks.some((week) => signalPoints(week) > 0) ? 'interest_keeping' : undefined;
}
