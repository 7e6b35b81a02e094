import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#core/kernel/json.ts';
import { hourOfWeekOf, localDayOf } from '#core/profiles/order.ts';
import { folded, historyOf, NOON_MS, track, viewOf } from '#tests/support/fold-one.ts';

const order = (id: string, properties: JsonObject = {}, at = 0) =>
  track('Order Completed', { order_id: id, total: 12_900, currency: 'KRW', ...properties }, at);

const reasonOf = (properties: JsonObject) =>
  folded(order('o-1', properties)).rejected.map(({ rejection }) => `${rejection.reason} ${rejection.path}`);

describe('an order', () => {
  it('counts once however often and under however many message ids it is told', () => {
    const view = viewOf(order('o-1'), order('o-1', {}, 5), order('o-1', { total: 13_000 }, 9));
    expect([view.orderCount, view.spend]).toEqual([
      1,
      [{ currency: 'KRW', paidMinor: 13_000, refundedMinor: 0, netMinor: 13_000 }],
    ]);
  });

  it('keeps the newest of two statements, whichever comes first', () => {
    const [old, fresh] = [order('o-1', { total: 100 }), order('o-1', { total: 200 }, 60)];
    expect(historyOf(old, fresh)).toEqual(historyOf(fresh, old));
    expect(historyOf(old, fresh).orders[0]?.completion?.amountMinor).toBe(200);
  });

  it('is given back by a refund that came before it', () => {
    const refund = track('Order Refunded', { order_id: 'o-1', total: 2_900, currency: 'KRW' }, 50);
    const [before, after] = [historyOf(refund, order('o-1')), historyOf(order('o-1'), refund)];
    expect(before).toEqual(after);
    expect(viewOf(refund, order('o-1')).spend[0]).toMatchObject({ refundedMinor: 2_900, netMinor: 10_000 });
  });

  it('is given back whole by a refund without amount or a cancellation, never more than was paid', () => {
    const net = (name: string, properties: JsonObject) =>
      viewOf(order('o-1'), track(name, { order_id: 'o-1', ...properties }, 9)).spend[0]?.netMinor;
    expect(net('Order Refunded', {})).toBe(0);
    expect(net('Order Cancelled', {})).toBe(0);
    expect(net('Order Refunded', { total: 99_999, currency: 'KRW' })).toBe(0);
  });

  it('waits as a pending undo while only its refund is known', () => {
    const view = viewOf(track('Order Refunded', { order_id: 'o-9', total: 1 }));
    expect([view.orderCount, view.pendingUndoCount, view.spend]).toEqual([0, 1, []]);
  });

  it('keeps each currency apart in its own minor units', () => {
    const view = viewOf(
      order('a'),
      order('b', { total: 12.34, currency: 'USD' }),
      order('c', { currency: undefined }),
    );
    expect(view.spend.map(({ currency, paidMinor }) => [currency, paidMinor])).toEqual([
      ['KRW', 25_800],
      ['USD', 1_234],
    ]);
  });

  it('fails as bad_money when its amount is no amount of its currency', () => {
    expect(reasonOf({ total: 'zwölf' })).toEqual(['bad_money properties.total']);
    expect(reasonOf({ total: -5 })).toEqual(['bad_money properties.total']);
    expect(reasonOf({ total: 12.5 })).toEqual(['bad_money properties.total']);
    expect(reasonOf({ total: 1e309 })).toEqual(['bad_money properties.total']);
    expect(reasonOf({ currency: 'won' })).toEqual([]);
    expect(reasonOf({ currency: '₩' })).toEqual(['bad_money properties.currency']);
    expect(reasonOf({ products: [{ price: 1 }, { price: 'x' }] })).toEqual([
      'bad_money properties.products[1].price',
    ]);
  });

  it('fails as missing_field without an id', () => {
    expect(reasonOf({ order_id: '' })).toEqual(['missing_field properties.order_id']);
  });

  it('takes its amount from total, revenue, value, or else from its lines', () => {
    const products = [
      { product_id: 'P-1', price: 4_000, quantity: 3 },
      { product_id: 'P-2', price: 500 },
    ];
    const amount = (properties: JsonObject) =>
      historyOf(track('Order Completed', { order_id: 'o', ...properties })).orders[0]?.completion
        ?.amountMinor;
    expect(amount({ total: 1, revenue: 2, value: 3 })).toBe(1);
    expect(amount({ revenue: 2, value: 3 })).toBe(2);
    expect(amount({ products })).toBe(12_500);
    expect(amount({ products: [...products, { product_id: 'P-3' }] })).toBeUndefined();
    expect(amount({})).toBeUndefined();
  });

  it('keeps 24 lines and counts the pieces of all', () => {
    const products = Array.from({ length: 30 }, (_, index) => ({
      product_id: `P-${index}`,
      quantity: 2,
      price: 1,
    }));
    const completion = historyOf(order('o-1', { products })).orders[0]?.completion;
    expect([completion?.lines.length, completion?.lineCount, completion?.units]).toEqual([24, 30, 60]);
  });

  it('knows its day and hour on the clock of the customer', () => {
    const completion = historyOf(order('o-1')).orders[0]?.completion;
    if (completion === undefined) throw new Error('no completion');
    expect(new Date(localDayOf(completion) * 86_400_000).toISOString().slice(0, 10)).toBe('2026-11-20');
    expect(hourOfWeekOf(completion)).toBe(4 * 24 + 12);
    expect(viewOf(order('o-1')).buyHours[4 * 24 + 12]).toBe(1);
  });

  it('feeds no rhythm when it is a gift, free or cancelled, yet is counted', () => {
    const view = viewOf(
      order('gift', { gift: true }),
      order('free', { total: 0 }),
      order('gone'),
      track('Order Cancelled', { order_id: 'gone' }, 3),
      order('own', {}, 4),
    );
    expect([view.orderCount, view.cancelledCount]).toEqual([4, 1]);
    expect(view.buyHours.reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  it('feeds no hour of the week when an import gave its day only, yet feeds the cycle', () => {
    const dayOnly = { import: { file: 'f', row: 2, day_only: true } };
    const view = viewOf(
      { ...order('o-1'), context: dayOnly },
      { ...order('o-2', {}, -864_000), context: dayOnly },
      { ...track('Coupon Applied', { coupon_id: 'c' }), context: dayOnly },
    );
    expect([view.orderCount, view.orderCycleDays]).toEqual([2, 10]);
    expect([...view.buyHours, ...view.browseHours].every((count) => count === 0)).toBe(true);
  });
});

describe('a visit', () => {
  const dwell = (zone: string, at: number) =>
    track('Zone Dwelled', { store_id: 'S-1', zone_id: zone, category: '스킨케어', dwell_s: 90 }, at);

  it('is counted by store with its dwell, and zones by the step from one to the next', () => {
    const view = viewOf(
      track('Store Entered', { store_id: 'S-1' }, 0),
      dwell('Z-2', 300),
      dwell('Z-1', 100),
      dwell('Z-1', 40_000),
      track('Store Exited', { store_id: 'S-1' }, 400),
      order('till', { store_id: 'S-1' }, 350),
    );
    expect(view.stores).toEqual([{ storeId: 'S-1', visitCount: 1, dwellSeconds: 270, orderCount: 1 }]);
    expect(view.zoneSteps).toEqual([{ storeId: 'S-1', fromZoneId: 'Z-1', toZoneId: 'Z-2', count: 1 }]);
  });

  it('is kept once however often it is told', () => {
    const entered = track('Store Entered', { store_id: 'S-1' });
    expect(historyOf(entered, { ...entered, messageId: 'again' }).offlineTouches).toHaveLength(1);
  });

  it('to an in-store event is an attendance, once per store and event', () => {
    const attended = (at: number) =>
      track('In-Store Event Attended', { store_id: 'S-1', event_id: 'E-1', kind: '체험' }, at);
    expect(viewOf(attended(5), attended(1)).attendances).toEqual([
      { storeId: 'S-1', eventId: 'E-1', kind: '체험', atSeconds: NOON_MS / 1000 + 5 },
    ]);
  });
});
