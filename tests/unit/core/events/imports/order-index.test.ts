import { describe, expect, it } from '@jest/globals';
import { OrderIndex, passOf } from '#core/events/imports/order-index.ts';
import type { PurchaseLine } from '#core/events/imports/purchase-line.ts';

const line = (number: number, orderId: string, more: Partial<PurchaseLine> = {}): PurchaseLine => ({
  line: number,
  customerId: 'c',
  orderId,
  moment: { atMs: 0, isDayOnly: false },
  nature: 'completed',
  productId: undefined,
  category: undefined,
  quantity: 1,
  amount: 1000,
  discount: undefined,
  currency: undefined,
  storeId: undefined,
  channel: undefined,
  coupon: undefined,
  taxIncluded: undefined,
  gift: undefined,
  ...more,
});

describe('OrderIndex', () => {
  it('needs one pass where the lines of an order lie together', () => {
    const index = new OrderIndex('KRW');
    for (let order = 0; order < 100; order += 1) {
      index.add(line(order * 2 + 2, `o${order}`));
      index.add(line(order * 2 + 3, `o${order}`));
    }
    expect(index.passCount(10)).toBe(1);
  });

  it('needs as many passes as keep the open lines in memory where they lie apart', () => {
    const index = new OrderIndex('KRW');
    for (const round of [0, 1]) {
      for (let order = 0; order < 100; order += 1) index.add(line(round * 100 + order + 2, `o${order}`));
    }
    expect(index.passCount(100)).toBe(2);
  });

  it('takes amounts with and without the expected currency for one order, and no others', () => {
    const index = new OrderIndex('KRW');
    index.add(line(2, 'a'));
    index.add(line(3, 'a', { currency: 'KRW' }));
    expect(() => index.add(line(4, 'a', { currency: 'USD' }))).toThrow('mixed_currency');
    index.add(line(5, 'b', { amount: undefined }));
    index.add(line(6, 'b', { currency: 'USD' }));
    expect(() => index.add(line(7, 'b'))).toThrow('mixed_currency');
    expect(index.find(line(7, 'b'))).toBeUndefined();
    expect(index.find(line(5, 'b', { amount: undefined }))?.lineCount).toBe(2);
  });

  it('refuses a fraction in an order of a currency that has none', () => {
    const index = new OrderIndex('KRW');
    index.add(line(2, 'a', { amount: 1.5 }));
    expect(() => index.add(line(3, 'a', { currency: 'KRW' }))).toThrow('mixed_currency');
  });
});

describe('passOf', () => {
  it('puts each customer into one pass, and customers into all of them', () => {
    const passes = Array.from({ length: 200 }, (_, index) => passOf(`customer-${index}`, 3));
    expect([...new Set(passes)].sort()).toEqual([0, 1, 2]);
  });
});
