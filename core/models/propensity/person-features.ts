import { type OrderTimeline, ordersUntil } from '#core/models/propensity/order-timeline.ts';
import {
  PROPENSITY_FEATURES,
  type TimingProbability,
  writePropensityFeatures,
} from '#core/models/propensity/propensity-features.ts';
import type { StoreDay } from '#core/profiles/person-row.ts';
import type { SignalWeek } from '#core/profiles/signals.ts';

/** What behaviour adds to the inputs that orders give; as log(1 + value), but for the first two. */
const BEHAVIOUR_FEATURES = [
  'hasOrdered',
  'knowsSignals',
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
  readonly personId: string;
  readonly firstDay: number;
  readonly timeline: OrderTimeline;
  /** Seven days back from the snapshot's last day, newest first. */
  readonly signalWeeks: readonly SignalWeek[];
  /** Calendar weeks that were over by then, newest first. */
  readonly wholeSignalWeeks: readonly SignalWeek[];
  readonly storeDays: readonly StoreDay[];
}

/** Which end of day to look from. */
export interface FeatureMoment {
  /** The last day that may be seen. */
  readonly cutoffDay: number;
  /** Which of a person's weeks ends on that day; undefined where signals are not to be read. */
  readonly signals:
    | { readonly weeks: 'signalWeeks' | 'wholeSignalWeeks'; readonly place: number }
    | undefined;
}

/** The person's signals in the week that ends at the moment, or in one before it. */
export function signalWeekAt(
  person: Pick<FeatureSource, 'signalWeeks' | 'wholeSignalWeeks'>,
  { signals }: FeatureMoment,
  weeksBefore = 0,
): SignalWeek | undefined {
  return signals === undefined ? undefined : person[signals.weeks][signals.place + weeksBefore];
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
 * and `hasOrdered` 0 tells the model so; where signals are not known they are zeros, and `knowsSignals` is 0.
 *
 * @param into receives `PERSON_FEATURES.length` numbers.
 * @returns false, and writes nothing, for somebody whom nobody had seen by then.
 */
export function writePersonFeatures(
  person: FeatureSource,
  moment: FeatureMoment,
  timing: TimingProbability,
  into: Float64Array,
): boolean {
  const { timeline, storeDays } = person;
  const { cutoffDay } = moment;
  if (person.firstDay > cutoffDay && ordersUntil(timeline.days, cutoffDay) === 0) return false;
  into.fill(0);
  const hasOrdered = writePropensityFeatures({ timeline, cutoffDay }, timing, into, 0);
  const now = signalWeekAt(person, moment) ?? noSignals;
  const before = signalWeekAt(person, moment, 1) ?? noSignals;
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
  into[start + 1] = moment.signals === undefined ? 0 : 1;
  for (let i = 0; i < values.length; i++) into[start + 2 + i] = Math.log1p(values[i]!);
  return true;
}
