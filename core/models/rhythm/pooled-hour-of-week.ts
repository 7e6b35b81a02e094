import { DomainError } from '#core/kernel/errors.ts';
import { type HourCounts, mergeHours, smoothCircle } from '#core/models/rhythm/hour-rhythm.ts';

const HOURS = 168;
const HOURS_A_DAY = 24;
const DAYS = 7;

/** How a person's week is drawn from their own hours and their group's; see `tunePooledHours`. */
export interface PooledHoursSettings {
  /** How many own observations it takes to believe a person over their group. > 0. */
  readonly groupWeight: number;
  /** Width of the smoothing bell over own observations in hours, > 0. */
  readonly bandwidthHours: number;
  /** Share of an own observation that speaks of its weekday only, the rest of that hour on any day; [0, 1]. */
  readonly dayShare: number;
}

/** A person's week, as `Predictions.rhythm` wants it. */
export interface PooledHours {
  /** Relative rate by hour of the week on the person's wall clock, 168 values from Monday 00:00, mean 1, all > 0. */
  readonly hours: readonly number[];
  /** Share of the evidence that is the person's own, [0, 1). */
  readonly ownShare: number;
}

const total = (counts: HourCounts): number => counts.reduce((sum, count) => sum + count, 0);

/** Each hour's mean over the seven days. */
function anyDay(week: HourCounts): Float64Array {
  const day = new Float64Array(HOURS_A_DAY);
  week.forEach((count, hour) => {
    day[hour % HOURS_A_DAY]! += count / DAYS;
  });
  return week.map((_, hour) => day[hour % HOURS_A_DAY]!);
}

const pooled = (counts: HourCounts, parent: Float64Array, weight: number): Float64Array => {
  const sum = total(counts) + weight;
  return counts.map((count, hour) => (count + weight * parent[hour]!) / sum);
};

/**
 * Everybody's week as probabilities: counts, drawn towards the same hours on any day, and those towards an even week,
 * each by one observation an hour of the week (the flat Dirichlet prior), so that no hour is impossible.
 *
 * @throws DomainError unless there are 168 counts.
 */
export function everybodysWeek(counts: HourCounts): Float64Array {
  assertWeek(counts);
  const even = counts.map(() => 1 / HOURS);
  return pooled(counts, pooled(anyDay(counts), even, HOURS), HOURS);
}

function assertWeek(counts: HourCounts): void {
  if (counts.length !== HOURS) {
    throw new DomainError('a week has 168 hours', { details: { hours: counts.length } });
  }
}

/** Own observations, spread over neighbouring hours (around the week's end too) and over the days. */
function spread(
  own: HourCounts,
  { bandwidthHours, dayShare }: Pick<PooledHoursSettings, 'bandwidthHours' | 'dayShare'>,
): Float64Array {
  const smooth = smoothCircle(own, bandwidthHours);
  const daily = anyDay(smooth);
  return smooth.map((count, hour) => dayShare * count + (1 - dayShare) * daily[hour]!);
}

/**
 * Partial pooling, own → group: own hours of the week, smoothed, plus the group's week worth
 * `groupWeight` observations.
 *
 *     rate(hour) = 168 · (spread(own)(hour) + w · group(hour)) / (n + w)
 *
 * Hours are those of the person's wall clock, so a habit stays where it is when the clock changes; count them with
 * `hourOfWeek(zone, atMs)` and read the result at it.
 *
 * @param own whole numbers of observations by hour of the week; all zero gives the group's week and ownShare 0.
 * @param group probabilities adding up to 1: `everybodysWeek`.
 * @throws DomainError unless there are 168 counts.
 * @example
 * pooledHourOfWeek(Float64Array.from(profile.buyHours), everybodysWeek(all), settings)
 */
export function pooledHourOfWeek(
  own: HourCounts,
  group: Float64Array,
  settings: PooledHoursSettings,
): PooledHours {
  assertWeek(own);
  const n = total(own);
  const curve = pooled(spread(own, settings), group, settings.groupWeight);
  return { hours: Array.from(curve, (p) => HOURS * p), ownShare: n / (n + settings.groupWeight) };
}

/** What was known of a person before their newest observation, and the hour of the week at which that came. */
export interface NextWeekHourCase {
  readonly before: HourCounts;
  readonly next: number;
  /** The person's group, see `pooledHourOfWeek`. */
  readonly group: Float64Array;
}

const GROUP_WEIGHTS = [1, 2, 4, 8, 16, 32, 64];
const SPREADS = [0.4, 0.8, 1.5, 3].flatMap((bandwidthHours) =>
  [0, 0.25, 0.5, 0.75].map((dayShare) => ({ bandwidthHours, dayShare })),
);

/**
 * The settings under which the newest observations were likeliest, by trying all. Where there is no case, those that
 * lean on the group most.
 */
export function tunePooledHours(cases: readonly NextWeekHourCase[]): PooledHoursSettings {
  let best: PooledHoursSettings = { groupWeight: GROUP_WEIGHTS.at(-1)!, bandwidthHours: 1.5, dayShare: 0.25 };
  let most = cases.length === 0 ? 0 : Number.NEGATIVE_INFINITY;
  for (const chosen of SPREADS) {
    const atNext = cases.map(({ before, next }) => spread(before, chosen)[next]!);
    for (const groupWeight of GROUP_WEIGHTS) {
      const logLikelihood = cases.reduce((sum, { before, group, next }, i) => {
        return sum + Math.log((atNext[i]! + groupWeight * group[next]!) / (total(before) + groupWeight));
      }, 0);
      if (logLikelihood <= most) continue;
      most = logLikelihood;
      best = { groupWeight, ...chosen };
    }
  }
  return best;
}

/** Counts of all members of a group together; exact in any order. */
export function mergeWeeks(weeks: Iterable<HourCounts>): HourCounts {
  let sum: HourCounts = new Float64Array(HOURS);
  for (const week of weeks) sum = mergeHours(sum, week);
  return sum;
}
