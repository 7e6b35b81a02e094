import { HOUR_MS, zoneOffsetMs } from '../calendar.ts';
import type { Random } from '../random.ts';

/** One habit of the week: a bump around an hour on some weekdays. */
export interface HourBump {
  /** 0 Sunday to 6 Saturday. */
  readonly weekdays: readonly number[];
  /** Centre, hours of the local day, may pass 24 for after midnight. */
  readonly hour: number;
  readonly spreadHours: number;
  readonly weight: number;
}

const workdays = [1, 2, 3, 4, 5];
const weekend = [0, 6];
const everyDay = [0, ...workdays, 6];

const bump = (weekdays: readonly number[], hour: number, spreadHours: number, weight: number): HourBump => ({
  weekdays,
  hour,
  spreadHours,
  weight,
});

/** Weeks as people of different lives live them. */
export const weeks = {
  commuter: [bump(workdays, 8.2, 0.5, 0.4), bump(workdays, 18.7, 0.8, 0.35), bump(weekend, 14, 2, 0.25)],
  lunch: [bump(workdays, 12.4, 0.5, 0.6), bump(workdays, 22, 1, 0.2), bump(weekend, 16, 2, 0.2)],
  afterBedtime: [bump(everyDay, 22.2, 0.8, 0.65), bump(workdays, 10.6, 0.8, 0.35)],
  nightOwl: [bump(everyDay, 23.8, 1, 0.7), bump(weekend, 15, 2, 0.3)],
  daytime: [bump(workdays, 11, 1.2, 0.5), bump(workdays, 15, 1.2, 0.35), bump(weekend, 11, 1.5, 0.15)],
  weekender: [bump(weekend, 13.5, 2, 0.6), bump([5], 20, 1.2, 0.25), bump([1, 2, 3, 4], 21, 1.2, 0.15)],
} as const satisfies Readonly<Record<string, readonly HourBump[]>>;

export type WeekName = keyof typeof weeks;

/** How much of the habit lies on that weekday. */
export function weekdayWeight(habit: readonly HourBump[], weekday: number): number {
  return habit.reduce((sum, each) => sum + weightOn(each, weekday), 0);
}

/** An hour of that weekday as the habit has it, within [0, 24). */
export function drawHour(habit: readonly HourBump[], weekday: number, random: Random): number {
  const known = habit.some((each) => each.weekdays.includes(weekday));
  const chosen = random.weighted(habit, (each) => (known ? weightOn(each, weekday) : each.weight));
  return (random.normal(chosen.hour, chosen.spreadHours) + 24) % 24;
}

/** How well an instant falls into somebody's own hours on their wall clock: 1 at the centre of a habit, towards 0 far from all. */
export function hourFit(habit: readonly HourBump[], atMs: number, zone: string): number {
  const wall = new Date(atMs + zoneOffsetMs(zone, atMs));
  const hour = (wall.getTime() / HOUR_MS) % 24;
  const fits = habit
    .filter(({ weekdays, weight }) => weekdays.includes(wall.getUTCDay()) && weight >= OWN_WEIGHT)
    .map((each) => {
      const apart = Math.abs(((each.hour - hour + 36) % 24) - 12);
      return Math.exp(-0.5 * (apart / Math.max(1, each.spreadHours)) ** 2);
    });
  return Math.max(0, ...fits);
}

/** Bumps of less weight are other people's habits that rub off. */
const OWN_WEIGHT = 0.1;

function weightOn(each: HourBump, weekday: number): number {
  return each.weekdays.includes(weekday) ? each.weight / each.weekdays.length : 0;
}
