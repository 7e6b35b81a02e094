import { describe, expect, it } from '@jest/globals';
import { localDay } from '#core/kernel/time.ts';
import { lastWholeWeekEnd, signalScores, signalWeeks, wholeSignalWeeks } from '#core/profiles/signals.ts';
import { hotOf, NOON_MS, track } from '#tests/support/fold-one.ts';

const TODAY = localDay('Asia/Seoul', NOON_MS);
const DAY = 86_400;

const scores = (today: number, ...events: readonly ReturnType<typeof track>[]) =>
  signalScores(hotOf(...events).activity, today);

describe('signalScores', () => {
  it('is zero for a customer without events', () => {
    expect(scores(TODAY)).toEqual({ interest: 0, consideration: 0, imminent: 0 });
  });

  it('halves interest in 14 days, consideration in 7, what is imminent in 2', () => {
    const events = [
      track('Product Viewed'),
      track('Store Entered', { store_id: 'S' }),
      track('Stock Checked'),
    ];
    const now = scores(TODAY, ...events);
    expect(scores(TODAY + 14, ...events).interest).toBeCloseTo(now.interest / 2, 12);
    expect(scores(TODAY + 7, ...events).consideration).toBeCloseTo(now.consideration / 2, 12);
    expect(scores(TODAY + 2, ...events).imminent).toBeCloseTo(now.imminent / 2, 12);
  });

  it('reads the same from an event of a week ago as from one of today read in a week', () => {
    const [ago, now] = [track('Product Viewed', {}, -6 * DAY), track('Product Viewed')];
    const silent = track('Email Delivered');
    expect(scores(TODAY, ago, silent).interest).toBeCloseTo(scores(TODAY + 6, now).interest, 12);
  });

  it('takes one page of reviews for chance and two of a day for a question', () => {
    const page = (index: number) => track('Reviews Viewed', { product_id: 'P', page: index }, index);
    expect(scores(TODAY, page(1)).imminent).toBe(0);
    expect(scores(TODAY, page(1), page(2)).imminent).toBeGreaterThan(0);
  });

  it('counts a store near by only after interest online', () => {
    const near = track('Store Nearby', { store_id: 'S-1' });
    expect(scores(TODAY, near).imminent).toBe(0);
    expect(scores(TODAY, near, track('Products Searched', { query: '쿠션' })).imminent).toBeGreaterThan(0);
  });

  it('does not grow when the clock of the reader lies behind the newest event', () => {
    expect(scores(TODAY - 3, track('Product Viewed'))).toEqual(scores(TODAY, track('Product Viewed')));
  });
});

describe('wholeSignalWeeks', () => {
  const kinds = ['Product Viewed', 'Store Nearby', 'Checkout Started', 'Store Entered', 'Stock Checked'];
  // Fifty days with events of every kind, thinner and thicker.
  const before = (lastDay: number) =>
    Array.from({ length: 50 }, (_, age) => age)
      .filter((age) => TODAY - age <= lastDay)
      .flatMap((age) =>
        Array.from({ length: 1 + ((age * 7) % 3) }, (_, index) =>
          track(kinds[(age + index) % kinds.length]!, { store_id: 'S', index }, -age * DAY),
        ),
      );

  it('knows of each week nothing that happened after it: learners would see their own answers', () => {
    const now = wholeSignalWeeks(hotOf(...before(TODAY)).activity, TODAY);
    expect(now).toHaveLength(4);
    now.forEach((week, place) => {
      const lastDay = lastWholeWeekEnd(TODAY) - 7 * place;
      const then = wholeSignalWeeks(hotOf(...before(lastDay)).activity, lastDay);
      expect(week).toEqual(then[0]);
    });
  });

  it('ends with the newest week that is over', () => {
    for (const day of [TODAY, TODAY + 1, TODAY + 6]) {
      const end = lastWholeWeekEnd(day);
      expect([end <= day, day - end < 7, (end + 1) % 7]).toEqual([true, true, 0]);
    }
  });
});

describe('signalWeeks', () => {
  it('counts in the newest week what happened in the seven days up to today', () => {
    const events = [
      track('Product Viewed'),
      track('Product Viewed', {}, -6 * DAY),
      track('Checkout Started', {}, -7 * DAY),
    ];
    const [now, before] = signalWeeks(hotOf(...events).activity, TODAY);
    expect(now).toEqual({ interest: Math.log1p(2), consideration: 0, imminent: 0, activeDays: 2 });
    expect(before!.imminent).toBeGreaterThan(0);
  });
});
