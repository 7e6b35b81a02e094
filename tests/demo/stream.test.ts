import { describe, expect, it } from '@jest/globals';
import { type Brand, createBrand, type Delivery, groundTruth, noDirt } from '#demo/index.ts';
import { eventNames, faultsOf } from './well-formed.ts';

// A short past: these tests look at the stream only.
const small = { startsOn: '2026-11-01', customers: 300, historyDays: 120 };
const clean = { ...small, dirt: noDirt };

function* stream(brand: Brand): Generator<Delivery> {
  for (let day = 0; day <= brand.days; day++) yield* brand.eventsOfDay(day);
}

const cleanBrand = createBrand(7, clean);
const cleanMonth = [...stream(cleanBrand)];

const orderIdOf = (delivery: Delivery): string | undefined =>
  /"event":"Order Completed","properties":\{"order_id":"([^"]+)"/.exec(delivery.json)?.[1];

describe('the stream of the made-up brand', () => {
  it('is the same to the byte for the same seed and differs for another', () => {
    const [first, again, other] = [7, 7, 8].map((seed) => [...stream(createBrand(seed, small))]);
    // Compared as text: comparing ten thousand objects one by one is slow.
    expect(JSON.stringify(again) === JSON.stringify(first)).toBe(true);
    expect(JSON.stringify(other) === JSON.stringify(first)).toBe(false);
  });

  it('brings 45,000 to 58,000 messages in a month of 2,400 customers', () => {
    const count = stream(createBrand(42, { startsOn: '2026-11-01' })).reduce((sum) => sum + 1, 0);
    expect(count).toBeGreaterThan(45_000);
    expect(count).toBeLessThan(58_000);
  });

  it('can be resumed at any day', () => {
    const straight = createBrand(7, small);
    for (let day = 0; day < 12; day++) straight.eventsOfDay(day);
    expect(createBrand(7, small).eventsOfDay(12)).toEqual(straight.eventsOfDay(12));
  });

  it('keeps the days of a month when a quarter is asked for', () => {
    const [month, quarter] = [createBrand(7, clean), createBrand(7, { ...clean, days: 90 })];
    // Store events are dealt over the whole span, so these two days are ones without their visitors.
    const withoutEvents = (brand: Brand, day: number): readonly string[] =>
      brand.eventsOfDay(day).map(({ json }) => json);
    expect(withoutEvents(quarter, 4)).toEqual(withoutEvents(month, 4));
    expect(quarter.eventsOfDay(80).length).toBeGreaterThan(100);
  });

  it('is ordered by receipt, each day by itself', () => {
    const brand = createBrand(7, small);
    for (let day = 0; day <= brand.days; day++) {
      const received = brand.eventsOfDay(day).map(({ receivedMs }) => receivedMs);
      expect(received).toEqual(received.toSorted((left, right) => left - right));
    }
  });

  it('is well formed throughout when nothing goes wrong on the way', () => {
    const faults = cleanMonth.flatMap(({ json, partitionKey }) =>
      faultsOf(json, partitionKey).map((fault) => `${fault}: ${json}`),
    );
    expect(faults).toEqual([]);
  });

  it('speaks of everything that the contract names for a shop', () => {
    const seen = new Set<string>();
    for (const { json } of stream(createBrand(7, { ...clean, customers: 900 }))) {
      seen.add((JSON.parse(json) as { event?: string }).event ?? '');
    }
    expect(eventNames.filter((name) => !seen.has(name))).toEqual([]);
  });

  it('reports every true order exactly once, with the amount paid', () => {
    const reported = cleanMonth.filter((delivery) => orderIdOf(delivery) !== undefined);
    const truth = groundTruth(cleanBrand).purchases;
    expect(reported.map(orderIdOf).sort()).toEqual(truth.map(({ orderId }) => orderId).sort());
    const revenue = reported
      .map(({ json }) => (JSON.parse(json) as { properties: { revenue: number } }).properties.revenue)
      .reduce((sum, each) => sum + each, 0);
    expect(revenue).toBe(truth.reduce((sum, { paidKrw }) => sum + paidKrw, 0));
  });

  it('keeps totals, discounts and lines of an order consistent', () => {
    for (const delivery of cleanMonth) {
      if (orderIdOf(delivery) === undefined) continue;
      const { properties: order } = JSON.parse(delivery.json) as { properties: Order };
      const lines = order.products.reduce((sum, line) => sum + line.price * line.quantity, 0);
      expect(lines - order.discount).toBe(order.revenue);
      expect(order.revenue + order.shipping).toBe(order.total);
      expect(order.revenue).toBeGreaterThanOrEqual(0);
    }
  });

  it('shows a till only a card, never a user id', () => {
    const sales = cleanMonth.filter(({ json }) => json.includes('"source":"pos"'));
    expect(sales.length).toBeGreaterThan(10);
    expect(sales.filter(({ json }) => json.includes('"userId"'))).toEqual([]);
    const withCard = sales.filter(({ json }) => json.includes('loyalty_number')).length;
    expect(withCard / sales.length).toBeGreaterThan(0.6);
    expect(withCard / sales.length).toBeLessThan(0.95);
  });

  it('uses no address or number that could be somebody’s', () => {
    const text = [...stream(createBrand(7, small))].map(({ json }) => json).join('\n');
    const emails = text.match(/[\w.]+@[\w.]+/g) ?? [];
    expect(emails.length).toBeGreaterThan(50);
    expect(emails.filter((email) => !/@example\.com/i.test(email))).toEqual([]);
    const phones = text.match(/010-?\d{4}-?\d{4}(?!\d)/g) ?? [];
    expect(phones.filter((phone) => !/^010-?0000/.test(phone))).toEqual([]);
  });
});

interface Order {
  readonly products: readonly { readonly price: number; readonly quantity: number }[];
  readonly discount: number;
  readonly revenue: number;
  readonly shipping: number;
  readonly total: number;
}
