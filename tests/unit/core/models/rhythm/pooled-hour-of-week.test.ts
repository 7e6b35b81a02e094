import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRng } from '#core/kernel/rng.ts';
import { hourOfWeek } from '#core/kernel/time.ts';
import { type HourCounts, summariseHours } from '#core/models/rhythm/hour-rhythm.ts';
import {
  everybodysWeek,
  mergeWeeks,
  pooledHourOfWeek,
  tunePooledHours,
} from '#core/models/rhythm/pooled-hour-of-week.ts';
import { describeWithSharedData, sharedRows } from '#tests/shared-data.ts';

const SETTINGS = { groupWeight: 8, bandwidthHours: 1, dayShare: 0.5 };
const week = (hours: readonly number[]): HourCounts => summariseHours(hours, 168);
const flat = everybodysWeek(week([]));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('pooledHourOfWeek', () => {
  it('has mean 1 and no impossible hour, however little is known', () => {
    const hours = fc.array(fc.nat(167), { maxLength: 60 });
    fc.assert(
      fc.property(hours, hours, (own, all) => {
        const rhythm = pooledHourOfWeek(week(own), everybodysWeek(week(all)), SETTINGS);
        expect(rhythm.hours).toHaveLength(168);
        expect(mean(rhythm.hours)).toBeCloseTo(1, 9);
        expect(Math.min(...rhythm.hours)).toBeGreaterThan(0);
        expect(rhythm.ownShare).toBeCloseTo(own.length / (own.length + 8), 12);
      }),
    );
  });

  it('is the group’s week for a stranger, and says that nothing of it is their own', () => {
    const group = everybodysWeek(week([20, 20, 44]));
    const { hours, ownShare } = pooledHourOfWeek(week([]), group, SETTINGS);
    expect(ownShare).toBe(0);
    hours.forEach((rate, hour) => expect(rate).toBeCloseTo(168 * group[hour]!, 12));
  });

  it('leans on the own hour most, on that hour of other days a little', () => {
    const tuesdayEvening = 24 + 20;
    const { hours } = pooledHourOfWeek(week([tuesdayEvening, tuesdayEvening]), flat, SETTINGS);
    expect(hours.indexOf(Math.max(...hours))).toBe(tuesdayEvening);
    expect(hours[48 + 20]!).toBeGreaterThan(hours[48 + 12]!);
    expect(hours[tuesdayEvening]!).toBeGreaterThan(hours[48 + 20]!);
  });

  it('knows that Sunday night is next to Monday morning', () => {
    const { hours } = pooledHourOfWeek(week([167]), flat, { ...SETTINGS, dayShare: 1 });
    expect(hours[0]).toBeCloseTo(hours[166]!, 12);
  });

  it('keeps a habit on the wall clock when summer time begins', () => {
    const zone = 'Europe/Berlin'; // The clocks went forward on Sunday 2026-03-29.
    const mondaysAtNine = ['2026-03-09T08:10Z', '2026-03-16T08:20Z', '2026-03-23T08:30Z'].map((at) =>
      hourOfWeek(zone, Date.parse(at)),
    );
    const rhythm = pooledHourOfWeek(week(mondaysAtNine), flat, SETTINGS);
    const rate = (at: string) => rhythm.hours[hourOfWeek(zone, Date.parse(at))]!;
    expect(rate('2026-03-30T07:15Z')).toBe(Math.max(...rhythm.hours));
    expect(rate('2026-03-30T08:15Z')).toBeLessThan(rate('2026-03-30T07:15Z'));
  });

  it('fails for anything but 168 hours', () => {
    expect(() => pooledHourOfWeek(new Float64Array(24), flat, SETTINGS)).toThrow('168');
  });
});

describe('tunePooledHours', () => {
  /** People with an hour and a day of their own, or none. */
  function cases(isPersonal: boolean) {
    const rng = createRng('hours');
    return Array.from({ length: 300 }, () => {
      const habit = rng.integer(168);
      const hours = Array.from({ length: 9 }, () =>
        isPersonal && rng.uniform() < 0.7 ? habit : rng.integer(168),
      );
      return { before: week(hours.slice(0, -1)), next: hours.at(-1)!, group: flat };
    });
  }

  it('believes people who have habits, and the group where nobody has', () => {
    const own = tunePooledHours(cases(true));
    const none = tunePooledHours(cases(false));
    expect(own.groupWeight).toBeLessThan(none.groupWeight);
    expect(own.dayShare).toBeGreaterThan(0.5);
    expect(none.groupWeight).toBe(64);
    expect(tunePooledHours([]).groupWeight).toBe(64);
  });
});

describeWithSharedData('pooledHourOfWeek on online-retail', 'online-retail.purchases.csv.gz', () => {
  it('forecasts the hour of the week of the last order better than everybody’s week', () => {
    const orders = new Map<string, Map<string, number>>();
    for (const [customer, order, timestamp] of sharedRows('online-retail.purchases.csv.gz')) {
      const own = orders.get(customer!) ?? new Map<string, number>();
      if (!own.has(order!)) own.set(order!, Date.parse(timestamp!));
      orders.set(customer!, own);
    }
    const people = [...orders.values()]
      .map((own) => [...own.values()].sort((a, b) => a - b).map((at) => hourOfWeek('UTC', at)))
      .filter((own) => own.length >= 5);
    const cases = (held: number) => {
      const group = everybodysWeek(mergeWeeks(people.map((own) => week(own.slice(0, -held)))));
      return people.map((own) => ({ before: week(own.slice(0, -held)), next: own.at(-held)!, group }));
    };
    const settings = tunePooledHours(cases(2));
    const loss = (pick: (one: ReturnType<typeof cases>[number]) => number) =>
      -mean(cases(1).map((one) => Math.log(pick(one))));
    const everybody = loss(({ group, next }) => group[next]!);
    const own = loss(
      ({ before, group, next }) => pooledHourOfWeek(before, group, settings).hours[next]! / 168,
    );
    // Pairs of losses over 1,450 people: a gain this large by chance is below one in a million.
    expect(everybody - own).toBeGreaterThan(0.05);
  });
});
