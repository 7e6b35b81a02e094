import { describe, expect, it } from '@jest/globals';
import { isFresh, judgeTrigger, type TriggerFacts } from '#core/delivery/triggers/judge-trigger.ts';
import type { Occasion } from '#core/delivery/triggers/occasion.ts';
import {
  cancellingEvents,
  type TriggerKind,
  triggerEventNames,
  triggerRules,
} from '#core/delivery/triggers/trigger-rules.ts';
import { triggerSkips } from '#core/delivery/triggers/trigger-skips.ts';
import { STARTING_EVENT_NAMES, URGENT_EVENT_NAMES } from '#core/events/urgent-event.ts';

const AT_MS = Date.UTC(2026, 10, 21, 3);
const HOUR_MS = 3_600_000;

const occasion = (name: string, properties: Occasion['properties'] = {}): Occasion => ({
  id: 'm-1',
  name,
  customerKey: 'a',
  atMs: AT_MS,
  properties,
});

const orderAt = (atMs: number, isCancelled = false) => ({
  at: new Date(atMs).toISOString(),
  isCancelled,
});

interface Known {
  readonly cart?: readonly string[];
  readonly watched?: readonly string[];
  readonly imminent?: number;
  readonly orders?: readonly ReturnType<typeof orderAt>[];
  readonly stock?: number;
  readonly events?: TriggerFacts['storeEvents'];
}

const facts = ({ cart = [], watched = [], imminent = 0, orders = [], stock, events = [] }: Known = {}) =>
  ({
    profile: {
      cart,
      watchedProducts: watched,
      revisitedProducts: [],
      signals: { interest: 0, consideration: 0, imminent },
      orders,
    },
    products: new Map([['cream', { text: 'Winter Cream 크림', stock }]]),
    storeEvents: events,
  }) as unknown as TriggerFacts;

const soon = [{ fromMs: AT_MS + 48 * HOUR_MS, toMs: AT_MS + 50 * HOUR_MS }];
const over = [{ fromMs: AT_MS - 9 * HOUR_MS, toMs: AT_MS - HOUR_MS }];
const cream = { product_id: 'cream' };
const bought = [orderAt(AT_MS - HOUR_MS)];

describe('judgeTrigger', () => {
  it.each<[TriggerKind, Occasion, Known]>([
    ['store_interest', occasion('Store Nearby'), { watched: ['cream'] }],
    ['zone_dwell', occasion('Zone Dwelled', { dwell_s: 180 }), { orders: [orderAt(AT_MS - 4 * HOUR_MS)] }],
    ['imminent', occasion('Stock Checked', cream), { imminent: 6, orders: [orderAt(AT_MS - HOUR_MS, true)] }],
    ['price_drop', occasion('Price Dropped', cream), { watched: ['cream'], stock: 1 }],
    ['back_in_stock', occasion('Back in Stock', cream), { cart: ['cream'], stock: 3 }],
    ['cart_left', occasion('Product Added', cream), {}],
    ['store_event', occasion('Store Entered'), { events: soon }],
    ['after_search', occasion('Products Searched', { query: 'night CREAM' }), {}],
  ])('starts %s', (kind, what, known) => {
    expect(judgeTrigger(kind, what, facts(known)).skip).toBeUndefined();
  });

  it.each<[TriggerKind, string, Occasion, Known]>([
    ['store_interest', 'no_products', occasion('Store Nearby'), {}],
    ['store_interest', 'out_of_stock', occasion('Store Nearby'), { cart: ['cream'], stock: 0 }],
    ['zone_dwell', 'short_dwell', occasion('Zone Dwelled', { dwell_s: 179 }), {}],
    ['zone_dwell', 'bought_already', occasion('Zone Dwelled', { dwell_s: 500 }), { orders: bought }],
    ['imminent', 'not_imminent', occasion('Stock Checked', cream), { imminent: 5.9 }],
    ['imminent', 'bought_already', occasion('Stock Checked', cream), { imminent: 9, orders: bought }],
    ['price_drop', 'out_of_stock', occasion('Price Dropped', cream), { watched: ['cream'], stock: 0 }],
    ['back_in_stock', 'no_products', occasion('Back in Stock', cream), { watched: ['serum'] }],
    ['cart_left', 'no_products', occasion('Product Added'), {}],
    ['store_event', 'no_store_event', occasion('Store Entered'), { events: over }],
    ['after_search', 'no_products', occasion('Products Searched', { query: 'lipstick' }), {}],
  ])('does not start %s: %s', (kind, skip, what, known) => {
    expect(judgeTrigger(kind, what, facts(known))).toEqual({ skip });
  });

  it('names the products that are in stock and no others', () => {
    const known = facts({ cart: ['cream'], watched: ['serum'], stock: 0 });
    expect(judgeTrigger('store_interest', occasion('Store Nearby'), known)).toEqual({
      skip: undefined,
      wanted: ['serum'],
    });
  });
});

describe('isFresh', () => {
  it.each(Object.keys(triggerRules) as TriggerKind[])('lets no old occasion start %s', (kind) => {
    const ageMs = triggerRules[kind].maxAgeMinutes * 60_000;
    expect(isFresh(kind, { atMs: AT_MS }, AT_MS + ageMs)).toBe(true);
    expect(isFresh(kind, { atMs: AT_MS }, AT_MS + ageMs + 1)).toBe(false);
  });
});

describe('cancellingEvents', () => {
  it('are those that the rule names and the goal, but for a goal that starts the message', () => {
    expect(cancellingEvents('after_search', ['Order Completed'], 'Test Drive Booked')).toEqual([
      ...['Order Completed', 'Test Drive Booked'],
    ]);
    expect(cancellingEvents('cart_left', ['Checkout Started'], 'Checkout Started')).toEqual([
      'Checkout Started',
    ]);
    expect(cancellingEvents('store_interest', [], 'Store Entered')).toEqual([]);
    expect(cancellingEvents('imminent', [], 'Store Entered')).toEqual(['Store Entered']);
    expect(triggerEventNames(['Test Drive Booked'])).toContain('Test Drive Booked');
  });
});

describe('the names of triggers', () => {
  it('are all sent as records of their own', () => {
    expect([...URGENT_EVENT_NAMES, ...STARTING_EVENT_NAMES]).toEqual(
      expect.arrayContaining([...triggerEventNames([])]),
    );
  });

  it('have a sentence in both languages for every reason', () => {
    for (const { en, ko } of Object.values(triggerSkips))
      expect([/^[a-z]/.test(en), /[가-힣]/.test(ko)]).toEqual([true, true]);
    expect(triggerSkips.no_consent.en).toContain('consent');
  });
});
