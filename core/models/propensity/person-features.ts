import { type OrderTimeline, ordersUntil } from '#core/models/propensity/order-timeline.ts';
import {
  PROPENSITY_FEATURES,
  type TimingProbability,
  writePropensityFeatures,
} from '#core/models/propensity/propensity-features.ts';
import type { StoreDay } from '#core/profiles/person-row.ts';
import type { SignalWeek } from '#core/profiles/signals.ts';

/** What behaviour adds to the inputs that orders give; as log(1 + value), but for the first. */
const BEHAVIOUR_FEATURES = [
  'hasOrdered',
  'interestThisWeek',
  'interestLastWeek',
  'considerationThisWeek',
  'imminentThisWeek',
  'imminentLastWeek',
  'activeDaysThisWeek',
  'storeVisitsIn30Days',
  'storeMinutesIn30Days',
] as const;

/** The inputs of a person's propensity, in the order of the vector. */
export const PERSON_FEATURES = [...PROPENSITY_FEATURES, ...BEHAVIOUR_FEATURES] as const;

/** Name of an input of a person's propensity. */
export type PersonFeature = (typeof PERSON_FEATURES)[number];

/** What of a person the inputs are read from. */
export interface FeatureSource {
  readonly firstDay: number;
  readonly timeline: OrderTimeline;
  readonly signalWeeks: readonly SignalWeek[];
  readonly storeDays: readonly StoreDay[];
}

/** Which end of day to look from. */
export interface FeatureMoment {
  /** The last day that may be seen. */
  readonly cutoffDay: number;
  /** Whole weeks from it to the snapshot, or undefined where signals are not to be read. */
  readonly weeksAgo: number | undefined;
}

const noSignals: SignalWeek = { interest: 0, consideration: 0, imminent: 0, activeDays: 0 };

function storeSums(days: readonly StoreDay[], cutoffDay: number): readonly [visits: number, minutes: number] {
  let visits = 0;
  let seconds = 0;
  for (const { day, visitCount, dwellSeconds } of days) {
    if (day > cutoffDay || day <= cutoffDay - 30) continue;
    visits += visitCount;
    seconds += dwellSeconds;
  }
  return [visits, seconds / 60];
}

/**
 * Writes one person's inputs as they were at the end of a day. Who has not ordered yet has zeros for what orders say,
 * and `hasOrdered` 0 tells the model so.
 *
 * @param into receives `PERSON_FEATURES.length` numbers.
 * @returns false, and writes nothing, for somebody whom nobody had seen by then.
 */
export function writePersonFeatures(
  person: FeatureSource,
  { cutoffDay, weeksAgo }: FeatureMoment,
  timing: TimingProbability,
  into: Float64Array,
): boolean {
  const { timeline, signalWeeks, storeDays } = person;
  if (person.firstDay > cutoffDay && ordersUntil(timeline.days, cutoffDay) === 0) return false;
  into.fill(0);
  const hasOrdered = writePropensityFeatures({ timeline, cutoffDay }, timing, into, 0);
  const now = (weeksAgo === undefined ? undefined : signalWeeks[weeksAgo]) ?? noSignals;
  const before = (weeksAgo === undefined ? undefined : signalWeeks[weeksAgo + 1]) ?? noSignals;
  const [visits, minutes] = storeSums(storeDays, cutoffDay);
  const values = [
    now.interest,
    before.interest,
    now.consideration,
    now.imminent,
    before.imminent,
    now.activeDays,
    visits,
    minutes,
  ];
  const start = PROPENSITY_FEATURES.length;
  into[start] = hasOrdered ? 1 : 0;
  for (let i = 0; i < values.length; i++) into[start + 1 + i] = Math.log1p(values[i]!);
  return true;
}
