import { describe, expect, it } from '@jest/globals';
import { localDay } from '#core/kernel/time.ts';
import {
  CELLS,
  cellAgeDays,
  countEvent,
  countIn,
  draftActivity,
  emptyActivity,
} from '#core/profiles/activity.ts';
import { kindIndex } from '#core/profiles/signal-kinds.ts';
import { eventOf } from '#tests/support/customer-event.ts';
import { hotOf } from '#tests/support/fold-one.ts';

const VIEWED = kindIndex('product_viewed');

function after(...days: readonly number[]) {
  const draft = draftActivity(emptyActivity);
  for (const day of days) countEvent(draft, VIEWED, day);
  return draft;
}

const cells = (...days: readonly number[]) =>
  Array.from({ length: CELLS }, (_, cell) => countIn(after(...days), VIEWED, cell));

describe('an activity', () => {
  it('counts the newest seven days one by one and the four weeks before as weeks', () => {
    // Day 20,000 is the first of its week of seven days since 1970.
    expect(20_000 % 7).toBe(1);
    expect(cells(20_000, 20_000, 19_994, 19_993, 19_992)).toEqual([2, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0]);
    expect(cells(20_000, 19_985, 19_978, 19_971)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
  });

  it('does not count what is older than its window, whether it came before the newest day or after', () => {
    expect(cells(19_960, 20_000)).toEqual(cells(20_000, 19_960));
    expect(cells(20_000, 19_960)).toEqual(cells(20_000));
    expect(after(20_000, 19_960).totals[VIEWED]).toBe(2);
  });

  it('marks the active days of the last 32', () => {
    expect(after(19_969, 19_998, 20_000).activeDays).toBe((2 ** 31 + 0b101) >>> 0);
    expect(after(19_968, 20_000).activeDays).toBe(1);
  });

  it('gives each cell an age inside the days it counts', () => {
    for (let newestDay = 20_000; newestDay < 20_007; newestDay += 1) {
      const ages = Array.from({ length: CELLS }, (_, cell) => cellAgeDays(newestDay, cell));
      expect(ages).toEqual([...ages].sort((left, right) => left - right));
      expect(ages[7]).toBeGreaterThanOrEqual(7);
      expect(ages[10]).toBeLessThan(35);
    }
  });

  it('stops counting at 65,535 a cell', () => {
    const draft = draftActivity(emptyActivity);
    for (let count = 0; count < 70_000; count += 1) countEvent(draft, VIEWED, 20_000);
    expect([countIn(draft, VIEWED, 0), draft.totals[VIEWED]]).toEqual([65_535, 70_000]);
  });

  it('takes the day of the zone that the event carries, also around a clock change', () => {
    // 2026-11-01 in New York has 25 hours: 05:30 UTC and 06:30 UTC are both 01:30.
    const event = (iso: string) =>
      eventOf({ name: 'Product Viewed', zone: 'America/New_York', atMs: Date.parse(iso), messageId: iso });
    const { activity, browseHours } = hotOf(
      event('2026-11-01T03:59:59Z'),
      event('2026-11-01T05:30:00Z'),
      event('2026-11-01T06:30:00Z'),
      event('2026-11-02T04:59:59Z'),
    );
    expect(activity.newestDay).toBe(localDay('UTC', Date.UTC(2026, 10, 1)));
    expect([countIn(activity, VIEWED, 0), countIn(activity, VIEWED, 1)]).toEqual([3, 1]);
    const sundayOneOClock = 6 * 24 + 1;
    expect(browseHours[sundayOneOClock]).toBe(2);
  });
});
