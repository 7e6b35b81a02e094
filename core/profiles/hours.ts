/** Hours of a week. */
export const HOURS_PER_WEEK = 168;
/** Where counting stops. */
const HOUR_LIMIT = 65_535;

/** Counts per hour of the week on the customer's wall clock: 0 is Monday 00:00-00:59; each stops at 65,535. */
export type HourCounts = readonly number[];

/** No hour counted. */
export const noHours: HourCounts = Array.from({ length: HOURS_PER_WEEK }, () => 0);

/** Counts into an hour of the week. */
export function countHour(hours: number[], hour: number, count: number): void {
  hours[hour] = Math.min(HOUR_LIMIT, (hours[hour] as number) + count);
}

/** Counts of two customer keys as those of one person. */
export function mergeHours(left: HourCounts, right: HourCounts): HourCounts {
  const merged = left.slice();
  right.forEach((count, hour) => countHour(merged, hour, count));
  return merged;
}
