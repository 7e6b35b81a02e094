import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  consentsCsv,
  contactsCsv,
  createBrand,
  productsCsv,
  purchasesCsv,
  reviewsCsv,
  storeEventsCsv,
  storeStockCsv,
  storesCsv,
} from '#demo/index.ts';

type Row = Readonly<Record<string, string>>;

const brand = createBrand(4, { startsOn: '2026-11-01', customers: 400 });
const rowsOf = (text: string): readonly Row[] => parse(text, { columns: true });
const headOf = (text: string): string => text.slice(0, text.indexOf('\n'));
const won = (text: string | undefined): number => Number((text ?? '').replace(/[,원]/g, ''));

describe('the files of the made-up brand', () => {
  it('have the columns of the import contract', () => {
    expect(headOf(purchasesCsv(brand))).toMatch(
      /^customer_id,order_id,timestamp,product_id,category,quantity,amount,/,
    );
    expect(headOf(productsCsv(brand))).toMatch(
      /^product_id,name,category,brand,price,cost,stock,description,launched/,
    );
    expect(headOf(reviewsCsv(brand))).toBe('product_id,customer_id,timestamp,rating,title,text');
    expect(headOf(storesCsv(brand))).toBe('store_id,name,region,latitude,longitude,timezone');
    expect(headOf(storeEventsCsv(brand))).toBe('event_id,store_id,kind,from,to,topic');
    expect(headOf(storeStockCsv(brand))).toBe('store_id,product_id,stock,at');
    expect(headOf(contactsCsv(brand))).toBe('customer_id,channel,address,timezone,locale');
    expect(headOf(consentsCsv(brand))).toBe(
      'customer_id,channel,purpose,granted,timestamp,basis,text_version',
    );
  });

  it('hold a catalogue of 120 distinct products in 14 categories and 8 stores', () => {
    const products = rowsOf(productsCsv(brand));
    expect(new Set(products.map((row) => row['product_id'])).size).toBe(120);
    expect(new Set(products.map((row) => row['name'])).size).toBe(120);
    expect(new Set(products.map((row) => row['category'])).size).toBe(14);
    expect(products.every((row) => Number(row['price']) > Number(row['cost']))).toBe(true);
    expect(rowsOf(storesCsv(brand))).toHaveLength(8);
  });

  it('say the same in Korean style as in ISO style', () => {
    const iso = rowsOf(purchasesCsv(brand, 'iso'));
    const korean = rowsOf(purchasesCsv(brand, 'korean'));
    expect(korean).toHaveLength(iso.length);
    expect(korean[0]?.['amount']).toMatch(/^[\d,]+원$/);
    expect(korean[0]?.['timestamp']).toMatch(/^\d{4}\.\d\d\.\d\d \d\d:\d\d:\d\d$/);
    const instantOf = (text = ''): number =>
      Date.parse(`${text.replaceAll('.', '-').replace(' ', 'T')}+09:00`);
    const second = (text = ''): number => Math.floor(Date.parse(text) / 1000) * 1000;
    expect(korean.map((row) => [won(row['amount']), instantOf(row['timestamp'])])).toEqual(
      iso.map((row) => [Number(row['amount']), second(row['timestamp'])]),
    );
  });

  it('add up to what every order cost', () => {
    const byOrder = new Map<string, number>();
    for (const row of rowsOf(purchasesCsv(brand))) {
      const id = row['order_id'] ?? '';
      byOrder.set(id, (byOrder.get(id) ?? 0) + Number(row['amount']));
    }
    const paid = brand
      .history()
      .filter(({ orderId }) => byOrder.has(orderId))
      .map(({ orderId, lines, discountKrw }) => {
        const listed = lines.reduce((sum, line) => sum + line.priceKrw * line.quantity, 0);
        return [orderId, listed - discountKrw] as const;
      });
    expect(new Map(paid)).toEqual(byOrder);
    expect(byOrder.size).toBeGreaterThan(1000);
    expect(byOrder.size).toBeLessThan(brand.history().length);
  });

  it('name only members of before, with reserved numbers and addresses', () => {
    const contacts = rowsOf(contactsCsv(brand, 'korean'));
    const joined = new Set(
      brand.hidden.customers.filter(({ joinedMs }) => joinedMs < brand.startMs).map(({ id }) => id),
    );
    expect(contacts.filter((row) => !joined.has(row['customer_id'] ?? ''))).toEqual([]);
    const reserved = /^(010-0000-\d{4}|user\d{6}@example\.com|demo-token-[\da-f-]{36})$/;
    expect(contacts.filter((row) => !reserved.test(row['address'] ?? ''))).toEqual([]);
    expect(rowsOf(contactsCsv(brand)).find((row) => row['channel'] === 'sms')?.['address']).toMatch(
      /^\+82100000/,
    );
  });

  it('hold consents at the known shares, night consent only beside marketing consent', () => {
    const consents = rowsOf(consentsCsv(brand));
    const share = (purpose: string): number => {
      const said = consents.filter((row) => row['purpose'] === purpose);
      return said.filter((row) => row['granted'] === 'true').length / said.length;
    };
    expect(Math.abs(share('location') - 0.55)).toBeLessThan(0.08);
    expect(Math.abs(share('analytics') - 0.9)).toBeLessThan(0.05);
    const key = (row: Row): string => `${row['customer_id'] ?? ''} ${row['channel'] ?? ''}`;
    const granted = (purpose: string) =>
      new Set(consents.filter((row) => row['purpose'] === purpose && row['granted'] === 'true').map(key));
    const byDay = granted('marketing');
    expect([...granted('marketing_night')].filter((each) => !byDay.has(each))).toEqual([]);
  });
});
