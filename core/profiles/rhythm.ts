import type { Activity } from './activity.ts';

/**
 * Days between visits: the median gap between days on which the customer was active, over the last 32 days.
 * @returns undefined with fewer than two active days.
 */
export function revisitCycleDays(activity: Activity): number | undefined {
  const agesDays: number[] = [];
  for (let age = 0; age < 32; age += 1) if ((activity.activeDays >>> age) & 1) agesDays.push(age);
  return medianGap(agesDays);
}

/** The median of the differences between neighbours of an ascending list; undefined for fewer than two. */
export function medianGap(ascending: readonly number[]): number | undefined {
  const gaps = ascending.slice(1).map((value, index) => value - (ascending[index] as number));
  gaps.sort((left, right) => left - right);
  const middle = gaps.length >> 1;
  const upper = gaps[middle];
  const lower = gaps[gaps.length % 2 === 0 ? middle - 1 : middle];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

/** Days of the last 32, counted from the newest, with an event. */
export function activeDayCount({ activeDays }: Activity): number {
  let count = 0;
  for (let rest = activeDays; rest > 0; rest >>>= 1) count += rest & 1;
  return count;
}
