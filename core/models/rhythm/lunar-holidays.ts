/** Seollal: the first day of the first month of the Korean lunar calendar. */
export const SEOLLAL: readonly string[] = (
  '2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 ' +
  '2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-07 2028-01-27 ' +
  '2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08'
).split(' ');

/** Chuseok: the fifteenth day of the eighth month. */
export const CHUSEOK: readonly string[] = (
  '2015-09-27 2016-09-15 2017-10-04 2018-09-24 2019-09-13 2020-10-01 2021-09-21 ' +
  '2022-09-10 2023-09-29 2024-09-17 2025-10-06 2026-09-25 2027-09-15 2028-10-03 ' +
  '2029-09-22 2030-09-12 2031-10-01 2032-09-19 2033-09-08 2034-09-27 2035-09-16'
).split(' ');

const DAY_MS = 86_400_000;

const holidays: ReadonlySet<number> = new Set(
  [...SEOLLAL, ...CHUSEOK].flatMap((date) => {
    const day = Date.parse(date) / DAY_MS;
    return [day - 1, day, day + 1];
  }),
);

/**
 * Is this one of the three days of Seollal or Chuseok, 2015 to 2035? Parcels rest and people sit with their families:
 * the hour at which they buy then tells nothing of their habits. Days given in lieu are not counted.
 *
 * @param day days since 1970-01-01, of the Korean calendar.
 * @see The Dangi calendar of ICU, with which a test compares every date; that the days before and after are holidays
 *   too: 관공서의 공휴일에 관한 규정 (presidential decree), article 2.
 */
export function isLunarHoliday(day: number): boolean {
  return holidays.has(day);
}
