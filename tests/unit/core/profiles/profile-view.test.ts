import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { profileFields, profileFieldsTable } from '#core/profiles/profile-fields.ts';
import { track, viewOf } from '#tests/support/fold-one.ts';

const DAY = 86_400;
const order = (id: string, at: number, productId = 'P-1') =>
  track('Order Completed', { order_id: id, total: 1_000, products: [{ product_id: productId }] }, at);

describe('profileView', () => {
  it('tells the usual days between purchases and since the last', () => {
    const view = viewOf(
      order('a', -100 * DAY),
      order('b', -70 * DAY),
      order('c', -30 * DAY),
      order('d', -30 * DAY),
    );
    expect([view.orderCycleDays, view.daysSinceLastOrder]).toEqual([35, 30]);
    expect(view.firstOrderAt?.slice(0, 10)).toBe('2026-08-12');
  });

  it('tells the usual days between visits', () => {
    const visits = [0, -3, -6, -20].map((day) => track('screen', {}, day * DAY));
    expect([viewOf(...visits).activeDayCount, viewOf(...visits).revisitCycleDays]).toEqual([4, 3]);
  });

  it('shows the cart without what was removed or ordered since', () => {
    const add = (id: string, at: number) => track('Product Added', { product_id: id }, at);
    const view = viewOf(
      add('P-1', 0),
      add('P-2', 1),
      add('P-3', 2),
      track('Product Removed', { product_id: 'P-2' }, 3),
      order('o', 4, 'P-1'),
      track('Price Alert Set', { product_id: 'P-9' }, 5),
    );
    expect([view.cart, view.watchedProducts]).toEqual([['P-3'], ['P-9']]);
  });

  it.each([
    ['a tap', 'Push Notification Tapped'],
    ['a visit by its link', 'Deep Link Opened'],
  ])(
    'takes no buying hour from what was ordered within a day after %s, whichever is heard first',
    (_, name) => {
      const answer = (at: number) => track(name, { message_key: 'c/once/p' }, at);
      const orders = [order('own', -DAY), order('echo', 0), order('later', 1 + DAY)];
      for (const heard of [
        [answer(0), ...orders],
        [...orders, answer(0)],
      ]) {
        const view = viewOf(...heard);
        expect(view.orders.map(({ hourOfWeek }) => hourOfWeek !== undefined)).toEqual([true, false, true]);
        expect(view.buyHours.reduce((sum, count) => sum + count, 0)).toBe(2);
        expect([view.orderCount, view.goals.map(({ name: kept }) => kept)]).toEqual([
          3,
          ['Message Answered'],
        ]);
      }
      const unkeyed = viewOf(
        track(name, {}, 0),
        track('Email Opened', { message_key: 'c/once/p' }, 0),
        ...orders,
      );
      expect(unkeyed.buyHours.reduce((sum, count) => sum + count, 0)).toBe(3);
    },
  );

  it('names products looked at on several days and the words searched on most', () => {
    const view = viewOf(
      track('Product Viewed', { product_id: 'P-1' }, -DAY),
      track('Product Viewed', { product_id: 'P-1' }, 0),
      track('Product Viewed', { product_id: 'P-2' }, 0),
      track('Products Searched', { query: '선크림' }, -DAY),
      track('Products Searched', { query: '선크림' }, -60),
      track('Products Searched', { query: '쿠션' }, 0),
    );
    expect([view.revisitedProducts, view.topSearches]).toEqual([['P-1'], ['선크림', '쿠션']]);
  });

  it('describes every field that it has and no other, in both languages', () => {
    expect(Object.keys(profileFields).sort()).toEqual(Object.keys(viewOf()).sort());
    expect(Object.values(profileFields).every(({ en, ko }) => en !== '' && /[가-힣]/.test(ko))).toBe(true);
  });

  it('is documented by the page that its fields give', () => {
    const page = new URL('../../../../docs/reference/profile-fields.md', import.meta.url);
    // The formatter pads the columns.
    const unpadded = (text: string) => text.replace(/-+/g, '-').replace(/ +/g, ' ');
    expect(unpadded(readFileSync(page, 'utf8'))).toBe(unpadded(profileFieldsTable()));
  });
});
