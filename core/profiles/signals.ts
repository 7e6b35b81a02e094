import { type Activity, CELLS, cellAgeDays, cellDays, countIn } from './activity.ts';
import { kindIndex, type SignalKind } from './signal-kinds.ts';

/** How close to buying a signal says that somebody is. */
type SignalTier = 'interest' | 'consideration' | 'imminent';

/** How much one event of a kind says, and how fast that fades. */
interface SignalWeight {
  readonly tier: SignalTier;
  /** Points of one event on the day it happened, > 0. A product view is 1. */
  readonly weight: number;
}

/**
 * Days after which a signal counts half. Looking around lasts a fortnight; a visit to the shop is remembered for a week;
 * who asks whether it is in stock buys within days or not at all.
 */
const halfLifeDays: Readonly<Record<SignalTier, number>> = {
  interest: 14,
  consideration: 7,
  imminent: 2,
};

/**
 * The three tiers. Weights are a start and ordinal (what takes more effort says more); the propensity model learns its
 * own from the same counts. Taking something out of the cart is no signal against: who does it was there.
 */
const signalWeights: Readonly<Partial<Record<SignalKind, SignalWeight>>> = {
  list_viewed: { tier: 'interest', weight: 0.5 },
  product_viewed: { tier: 'interest', weight: 1 },
  product_searched: { tier: 'interest', weight: 2 },
  products_compared: { tier: 'interest', weight: 3 },
  wish_added: { tier: 'interest', weight: 3 },
  cart_added: { tier: 'interest', weight: 4 },
  cart_viewed: { tier: 'interest', weight: 2 },
  store_entered: { tier: 'consideration', weight: 4 },
  zone_dwelled: { tier: 'consideration', weight: 2 },
  beacon_seen: { tier: 'consideration', weight: 0.25 },
  event_attended: { tier: 'consideration', weight: 4 },
  stock_checked: { tier: 'imminent', weight: 4 },
  price_alert_set: { tier: 'imminent', weight: 4 },
  checkout_started: { tier: 'imminent', weight: 6 },
  reviews_viewed: { tier: 'imminent', weight: 2 },
  store_nearby: { tier: 'imminent', weight: 3 },
};

/** Reviews read on one day before they count as concentrated: one page may be chance. */
const CONCENTRATED_REVIEWS = 2;

/** Decayed points per tier, >= 0; no unit but that a product view today is 1. */
export type SignalScores = Readonly<Record<SignalTier, number>>;

const interestKinds = (Object.keys(signalWeights) as SignalKind[]).filter(
  (kind) => signalWeights[kind]?.tier === 'interest',
);

/** Had they shown interest online in the counted days up to that one? */
function hasInterest(activity: Activity, lastDay: number): boolean {
  return interestKinds.some((kind) => {
    for (let cell = 0; cell < CELLS; cell += 1) {
      if (countIn(activity, kindIndex(kind), cell) === 0) continue;
      if (cellDays(activity.newestDay, cell).from <= lastDay) return true;
    }
    return false;
  });
}

/** How many of a cell's events count: reviews only when concentrated, a store near by only after online interest. */
function countingEvents(kind: SignalKind, count: number, isInterested: boolean): number {
  if (kind === 'reviews_viewed') return count >= CONCENTRATED_REVIEWS ? count : 0;
  if (kind === 'store_nearby') return isInterested ? count : 0;
  return count;
}

/**
 * What a customer's recent signals say, per tier:
 *
 *     score = sum over kinds and cells of weight * ln(1 + count) * 2^(-ageDays / halfLife)
 *
 * The logarithm because the tenth view of a day says less than the second. Decay is applied here and never stored, so
 * the same profile reads differently tomorrow without having been written.
 *
 * @param today days since 1970-01-01 on the customer's calendar; before the newest day counts as that day.
 */
export function signalScores(activity: Activity, today: number): SignalScores {
  const scores = { interest: 0, consideration: 0, imminent: 0 };
  const silentDays = Math.max(0, today - activity.newestDay);
  if (activity.newestDay === Number.NEGATIVE_INFINITY) return scores;
  const isInterested = hasInterest(activity, activity.newestDay);
  for (const kind of Object.keys(signalWeights) as SignalKind[]) {
    const { tier, weight } = signalWeights[kind] as SignalWeight;
    for (let cell = 0; cell < CELLS; cell += 1) {
      const count = countingEvents(kind, countIn(activity, kindIndex(kind), cell), isInterested);
      if (count === 0) continue;
      const ageDays = silentDays + cellAgeDays(activity.newestDay, cell);
      scores[tier] += weight * Math.log1p(count) * 2 ** (-ageDays / halfLifeDays[tier]);
    }
  }
  return scores;
}

/** One week of a customer's signals: points as on the day of the event, not decayed. */
export interface SignalWeek extends SignalScores {
  /** Days of the week with any event, 0-7; not known before the last 32 days. */
  readonly activeDays: number;
}

/** Weeks that the counts reach back to. */
const SIGNAL_WEEKS = 5;

/**
 * The last five weeks one by one, the newest first. Weeks are seven days back from `today`; counts of a calendar week
 * that straddles two of them are split by days: good for telling how interest moves, but older ones know a little of
 * the days after them. Who learns reads `wholeSignalWeeks` instead.
 *
 *     points = sum over kinds of weight * ln(1 + count)
 */
export function signalWeeks(activity: Activity, today: number): readonly SignalWeek[] {
  return weeksUpTo(activity, today, SIGNAL_WEEKS);
}

/** The last day of the newest calendar week that is over: weeks are days since 1970 divided by seven. */
export const lastWholeWeekEnd = (today: number): number => Math.floor((today + 1) / 7) * 7 - 1;

/**
 * The last four calendar weeks that are over, the newest first: what was known at the end of the days
 * `lastWholeWeekEnd(today)`, that minus seven, … to the event. A calendar week is what is counted, so none of them
 * knows anything of the days after it.
 */
export function wholeSignalWeeks(activity: Activity, today: number): readonly SignalWeek[] {
  return weeksUpTo(activity, lastWholeWeekEnd(today), SIGNAL_WEEKS - 1);
}

function weeksUpTo(activity: Activity, newestDay: number, count: number): readonly SignalWeek[] {
  return Array.from({ length: count }, (_, week) => weekUpTo(activity, newestDay - 7 * week));
}

function weekUpTo(activity: Activity, lastDay: number): SignalWeek {
  const points = { interest: 0, consideration: 0, imminent: 0 };
  if (activity.newestDay === Number.NEGATIVE_INFINITY) return { ...points, activeDays: 0 };
  const isInterested = hasInterest(activity, lastDay);
  for (const kind of Object.keys(signalWeights) as SignalKind[]) {
    const { tier, weight } = signalWeights[kind] as SignalWeight;
    let count = 0;
    for (let cell = 0; cell < CELLS; cell += 1) {
      const inCell = countingEvents(kind, countIn(activity, kindIndex(kind), cell), isInterested);
      if (inCell > 0) count += inCell * shareOfCell(activity.newestDay, cell, lastDay);
    }
    points[tier] += weight * Math.log1p(count);
  }
  return { ...points, activeDays: activeDaysWithin(activity, lastDay) };
}

/** Share of a cell's days that lie in the seven days up to `lastDay`. */
function shareOfCell(newestDay: number, cell: number, lastDay: number): number {
  const { from, to } = cellDays(newestDay, cell);
  const shared = Math.min(to, lastDay) - Math.max(from, lastDay - 6) + 1;
  return Math.max(0, shared) / (to - from + 1);
}

function activeDaysWithin({ newestDay, activeDays }: Activity, lastDay: number): number {
  let count = 0;
  for (let day = lastDay - 6; day <= lastDay; day += 1) {
    const age = newestDay - day;
    if (age >= 0 && age < 32 && ((activeDays >>> age) & 1) === 1) count += 1;
  }
  return count;
}
