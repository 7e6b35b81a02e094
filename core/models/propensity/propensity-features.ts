import { logOdds } from '#core/maths/logistic.ts';
import { type OrderTimeline, ordersUntil } from '#core/models/propensity/order-timeline.ts';
import type { PurchaseHistory } from '#core/models/timing/purchase-history.ts';

/** Whom to look at and when. */
export interface PropensityMoment {
  readonly timeline: OrderTimeline;
  /** The last day that may be seen. */
  readonly cutoffDay: number;
}

/** The inputs of the propensity model, in the order of the vector; all but the last two as log(1 + value). */
export const PROPENSITY_FEATURES = [
  'repeatPurchases',
  'weeksSinceLastOrder',
  'weeksSinceFirstOrder',
  'weeksFirstToLastOrder',
  'silenceInOwnGaps',
  'meanGapWeeks',
  'gapSpreadWeeks',
  'ordersIn30Days',
  'ordersIn90Days',
  'spend',
  'meanOrderValue',
  'hasRepeated',
  'timingLogOdds',
] as const;

const DAYS_PER_WEEK = 7;

/** Forecasts are pulled this far from 0 and 1 before their log-odds are taken. */
const SUREST = 1e-6;

/** What a timing model, fitted on nothing later than the rows it serves, gives as probability of an order. */
export type TimingProbability = (history: PurchaseHistory) => number;

/** Sample standard deviation of the gaps between `count` first days, in days; 0 below two gaps. */
function gapSpreadDays(days: ArrayLike<number>, count: number, meanGapDays: number): number {
  if (count < 3) return 0;
  let squares = 0;
  for (let i = 1; i < count; i++) squares += (days[i]! - days[i - 1]! - meanGapDays) ** 2;
  return Math.sqrt(squares / (count - 2));
}

/**
 * Writes one customer's inputs as they were at the end of a day: nothing after it is read, so a row can never see
 * its own label. Who has ordered once has no gap yet; the time waited so far stands in for it.
 *
 * @param into receives `PROPENSITY_FEATURES.length` numbers from `offset` on.
 * @returns false, and writes nothing, when the customer had not ordered by then.
 */
export function writePropensityFeatures(
  { timeline, cutoffDay }: PropensityMoment,
  timing: TimingProbability,
  into: Float64Array,
  offset: number,
): boolean {
  const { days, spend } = timeline;
  const count = ordersUntil(days, cutoffDay);
  if (count === 0) return false;
  const repeatPurchases = count - 1;
  const recencyDays = days[repeatPurchases]! - days[0]!;
  const ageDays = cutoffDay - days[0]!;
  const silenceDays = ageDays - recencyDays;
  const meanGapDays = count > 1 ? recencyDays / repeatPurchases : ageDays;
  let total = 0;
  for (let i = 0; i < count; i++) total += Math.max(0, spend[i]!);
  const values = [
    repeatPurchases,
    silenceDays / DAYS_PER_WEEK,
    ageDays / DAYS_PER_WEEK,
    recencyDays / DAYS_PER_WEEK,
    // One day is added so that a first order of today has a number too.
    silenceDays / (meanGapDays + 1),
    meanGapDays / DAYS_PER_WEEK,
    gapSpreadDays(days, count, meanGapDays) / DAYS_PER_WEEK,
    count - ordersUntil(days, cutoffDay - 30),
    count - ordersUntil(days, cutoffDay - 90),
    total,
    total / count,
  ];
  for (let i = 0; i < values.length; i++) into[offset + i] = Math.log1p(values[i]!);
  const probability = timing({ repeatPurchases, recencyDays, ageDays });
  into[offset + values.length] = count > 1 ? 1 : 0;
  into[offset + values.length + 1] = logOdds(Math.min(1 - SUREST, Math.max(SUREST, probability)));
  return true;
}
