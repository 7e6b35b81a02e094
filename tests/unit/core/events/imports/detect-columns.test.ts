import { describe, expect, it } from '@jest/globals';
import { KIND_COLUMNS } from '#core/events/imports/columns.ts';
import { detectColumns } from '#core/events/imports/detect-columns.ts';

const none = new Map<string, string>();
const found = (kind: keyof typeof KIND_COLUMNS, header: string, chosen = none) => {
  const map = detectColumns(KIND_COLUMNS[kind], header.split(','), chosen);
  return Object.fromEntries(
    map.found.map(({ column, places }) => [column.name, places.map((p) => map.header[p]).join('+')]),
  );
};

describe('detectColumns', () => {
  it('knows Korean headers with their units and spaces', () => {
    expect(found('purchases', '고객번호,주문 번호,주문일시,상품코드,수량,결제금액(원)')).toEqual({
      customer_id: '고객번호',
      order_id: '주문 번호',
      timestamp: '주문일시',
      product_id: '상품코드',
      quantity: '수량',
      amount: '결제금액(원)',
    });
  });

  it('knows the names of the complete journey and adds up its three discounts', () => {
    const header =
      'household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,coupon_match_disc,week,transaction_timestamp';
    const columns = found('purchases', header);
    expect(columns['discount']).toBe('retail_disc+coupon_disc+coupon_match_disc');
    expect(columns).toMatchObject({
      customer_id: 'household_id',
      order_id: 'basket_id',
      amount: 'sales_value',
    });
  });

  it('leaves a header that is one column’s own name to that column', () => {
    expect(found('campaigns', 'campaign_id,name,kind,from,to,start')['from']).toBe('from');
  });

  it('lets the user choose', () => {
    const columns = found(
      'purchases',
      'a,b,c',
      new Map([
        ['customer_id', 'a'],
        ['order_id', 'b'],
        ['timestamp', 'c'],
      ]),
    );
    expect(columns).toEqual({ customer_id: 'a', order_id: 'b', timestamp: 'c' });
  });

  it('fails with every missing column at once', () => {
    expect(() => found('purchases', 'household,price')).toThrow(/customer_id, order_id, timestamp/);
  });

  it('fails when two columns mean the same', () => {
    expect(() => found('reviews', 'product_id,customer_id,timestamp,rating,text,rating')).toThrow(
      /two columns/,
    );
  });

  it('fails on a choice of a column or header that does not exist', () => {
    expect(() => found('reviews', 'a', new Map([['colour', 'a']]))).toThrow(/none of/);
    expect(() => found('reviews', 'a', new Map([['rating', 'b']]))).toThrow(/header is: a/);
  });
});
