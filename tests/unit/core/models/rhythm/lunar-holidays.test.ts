import { describe, expect, it } from '@jest/globals';
import { CHUSEOK, isLunarHoliday, SEOLLAL } from '#core/models/rhythm/lunar-holidays.ts';

const DAY_MS = 86_400_000;
const dayOf = (date: string): number => Date.parse(date) / DAY_MS;

/** The days of 2015 to 2035 that are this day of this month in the Korean lunar calendar. */
function lunarDates(month: string, day: string): string[] {
  const calendar = new Intl.DateTimeFormat('en-u-ca-dangi', {
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  });
  const dates: string[] = [];
  for (let at = Date.UTC(2015, 0, 1); at < Date.UTC(2036, 0, 1); at += DAY_MS) {
    const parts = calendar.formatToParts(at);
    const has = (type: string, value: string) => parts.find((part) => part.type === type)?.value === value;
    if (has('month', month) && has('day', day)) dates.push(new Date(at).toISOString().slice(0, 10));
  }
  return dates;
}

describe('lunar holidays', () => {
  it('are those of the Korean lunar calendar, 2015 to 2035', () => {
    expect(SEOLLAL).toEqual(lunarDates('1', '1'));
    expect(CHUSEOK).toEqual(lunarDates('8', '15'));
  });

  it('last from the day before to the day after', () => {
    const days = ['2024-09-15', '2024-09-16', '2024-09-17', '2024-09-18', '2024-09-19'];
    expect(days.map((date) => isLunarHoliday(dayOf(date)))).toEqual([false, true, true, true, false]);
  });
});
