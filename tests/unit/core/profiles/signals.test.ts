import { describe, expect, it } from '@jest/globals';
import { localDay } from '#core/kernel/time.ts';
import { signalScores } from '#core/profiles/signals.ts';
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
