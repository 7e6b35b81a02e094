import { type AdjustedArm, type ArmSums, adjustArm, covariateSlope } from './arm-sums.ts';
import { peopleFor, sequenceRadius } from './confidence-sequence.ts';
import { dailyLookErrors } from './daily-looks.ts';

/** What was registered before the first message went out. */
export interface Registered {
  /** Chance of ever calling an effect that is not there, over all comparisons, e.g. 0.05. */
  readonly alpha: number;
  /** Comparisons that are read together; each gets its share of `alpha` (Bonferroni). */
  readonly comparisonCount: number;
  /** The smallest difference worth acting on, in the metric's unit, above 0. */
  readonly minimumEffect: number;
  /**
   * How often it will be read: once a day, or by who knows whom whenever they like, with `tightestAt` people in both
   * arms at the time that matters most.
   */
  readonly looks: DailyLooks | { readonly tightestAt: number };
}

/** One look on each of so many days at the most; `day` whole days are over, 0 … `days`. */
export interface DailyLooks {
  readonly days: number;
  readonly day: number;
}

/** What may be said of a difference today. */
export type Verdict = 'better' | 'worse' | 'no_difference_that_matters' | 'not_enough_yet';

/** The difference between two arms, as it may be read at any look. */
export interface ArmComparison {
  readonly verdict: Verdict;
  /** Mean of the first arm minus mean of the second, per person. */
  readonly difference: number;
  /** Valid at every look at once. */
  readonly interval: readonly [low: number, high: number];
  /** People still needed for `minimumEffect`; undefined if enough, or if no number of people would do. */
  readonly missingCount: number | undefined;
  /** Share of the variance that the covariate took away, 0-1. */
  readonly varianceReduction: number;
}

/** Responses of each arm below which a normal limit is not to be trusted. */
const FEWEST_RESPONSES = 20;

/** Will both arms have responses enough for an interval on the last day, at the rate until now? */
export function isShownInTime(treated: ArmSums, control: ArmSums, { looks }: Registered): boolean {
  return !('days' in looks) || firstShown(responsesOf(treated, control), looks) <= looks.days;
}

/** Compares two arms after CUPED, by intervals that hold at every registered look at once. The sample ratio is to be tested before. */
export function compareArms(treated: ArmSums, control: ArmSums, registered: Registered): ArmComparison {
  const count = treated.count + control.count;
  const theta = covariateSlope([treated, control]);
  const meanX = count === 0 ? 0 : (treated.x + control.x) / count;
  const adjusted = [adjustArm(treated, theta, meanX), adjustArm(control, theta, meanX)] as const;
  const plain = [adjustArm(treated, 0, 0), adjustArm(control, 0, 0)] as const;
  const variance = varianceOfDifference(adjusted, treated.count, control.count);
  const unadjusted = varianceOfDifference(plain, treated.count, control.count);
  const difference = adjusted[0].mean - adjusted[1].mean;
  const responses = responsesOf(treated, control);
  const isThin = responses < FEWEST_RESPONSES;
  const sight = { ...registered, responses };
  const radius = isThin ? Infinity : radiusOf(Math.sqrt(variance), count, sight);
  const interval = [difference - radius, difference + radius] as const;
  const verdict = verdictOf(interval, registered.minimumEffect);
  // Where nobody differs from anybody yet, nothing says how many are needed.
  const telling = variance === 0 ? undefined : peopleNeeded(Math.sqrt(variance * count), sight);
  // The spread of three people says little: at the rate seen there must be responses enough, too.
  const responding = Math.ceil((count * FEWEST_RESPONSES) / Math.max(1, responses));
  const needed = telling === undefined ? undefined : Math.max(telling, responding);
  return {
    verdict,
    difference,
    interval,
    missingCount:
      verdict === 'not_enough_yet' && needed !== undefined ? Math.max(1, needed - count) : undefined,
    varianceReduction: unadjusted > 0 ? 1 - variance / unadjusted : 0,
  };
}

const responsesOf = (treated: ArmSums, control: ArmSums): number =>
  Math.min(treated.nonZeroCount, control.nonZeroCount);

/** The day on which an interval was or will be shown first, at the rate of responses until now; Infinity if never. */
function firstShown(responses: number, { day }: DailyLooks): number {
  return responses === 0 ? Infinity : Math.max(1, Math.ceil((FEWEST_RESPONSES * day) / responses));
}

/** What was registered, and the responses of the arm that has fewer. */
type Sight = Registered & { readonly responses: number };

function radiusOf(standardError: number, count: number, { looks, ...sight }: Sight): number {
  const alpha = sight.alpha / sight.comparisonCount;
  return 'days' in looks
    ? standardError * errorsOf(alpha, looks, sight.responses)
    : sequenceRadius(standardError, count, { alpha, tightestAt: looks.tightestAt });
}

/** Standard errors of the daily boundary; a day on which nothing could be shown is no look. */
function errorsOf(alpha: number, looks: DailyLooks, responses: number): number {
  return dailyLookErrors(alpha, looks.days, Math.min(looks.days, firstShown(responses, looks)));
}

/** People with whom the smallest difference worth finding would stand out; undefined if no number would do. */
function peopleNeeded(spreadOfOne: number, { looks, ...sight }: Sight): number | undefined {
  const { alpha, comparisonCount, minimumEffect } = sight;
  const share = alpha / comparisonCount;
  if (!('days' in looks))
    return peopleFor(minimumEffect, spreadOfOne, { alpha: share, tightestAt: looks.tightestAt });
  if (!(minimumEffect > 0)) return undefined;
  return Math.ceil(((errorsOf(share, looks, sight.responses) * spreadOfOne) / minimumEffect) ** 2);
}

function varianceOfDifference(
  [treated, control]: readonly [AdjustedArm, AdjustedArm],
  treatedCount: number,
  controlCount: number,
): number {
  if (treatedCount === 0 || controlCount === 0) return 0;
  return treated.variance / treatedCount + control.variance / controlCount;
}

function verdictOf([low, high]: readonly [number, number], minimumEffect: number): Verdict {
  if (low > 0) return 'better';
  if (high < 0) return 'worse';
  return low > -minimumEffect && high < minimumEffect ? 'no_difference_that_matters' : 'not_enough_yet';
}
