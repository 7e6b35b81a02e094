import { describe, expect, it } from '@jest/globals';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { localDay } from '#core/kernel/time.ts';
import { bounds } from '#core/profiles/bounds.ts';
import { foldProfile } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { profileFields } from '#core/profiles/profile-fields.ts';
import { type ProfileView, profileView } from '#core/profiles/profile-view.ts';
import { testHash } from '#tests/identifier-hash.ts';
import { recordsOf } from '#tests/support/customer-event.ts';
import { identify, NOON_MS, track } from '#tests/support/fold-one.ts';
import { settings } from '#tests/support/profile-delivery.ts';

const DAY = 86_400;
const many = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** What somebody did long ago: every field of the profile has something of it. */
const OLD = -700 * DAY;
const long = (name: string, properties: CustomerEvent['properties'], after = 0) =>
  track(name, properties, OLD + after);
const oldLife: readonly CustomerEvent[] = [
  identify({ createdAt: '2020-01-01T00:00:00Z', city: 'old', region: 'old', 'third_party.old': 'old' }, OLD),
  { ...long('screen', {}), zone: 'Europe/Paris', context: { locale: 'fr-FR' }, messageId: 'old-screen' },
  ...[0, 1].map((day) => long('Product Viewed', { product_id: 'old' }, day * DAY)),
  long('Product Added', { product_id: 'old-cart' }, 1),
  long('Product Added to Wishlist', { product_id: 'old' }, 2),
  long('Products Searched', { query: 'old' }, 3),
  long('Ad Exposed', { campaign_id: 'old' }, 4),
  long('Store Nearby', { store_id: 'old' }, 5),
  long('Store Entered', { store_id: 'old' }, 6),
  long('Zone Dwelled', { store_id: 'old', zone_id: 'old-a', dwell_s: 60 }, 7),
  long('Zone Dwelled', { store_id: 'old', zone_id: 'old-b', dwell_s: 60 }, 8),
  long('In-Store Event Attended', { store_id: 'old', event_id: 'old', kind: 'old' }, 9),
  long('Booked', {}, 10),
  {
    ...long('Device Registered', { token: testHash('token', 'old') }, 10),
    context: { contacts: [{ channel: 'push', address: testHash('token', 'old'), known: true }] },
  },
  long('Points Earned', { points: 7 }, 10),
  long('Points Redeemed', { points: 3 }, 11),
  long(
    'Order Completed',
    {
      ...{ order_id: 'old', total: 1_000, store_id: 'old', currency: 'KRW' },
      products: [{ product_id: 'old', quantity: 2 }],
    },
    12,
  ),
  long('Order Completed', { order_id: 'old-2', total: 1_000, store_id: 'old', products: [] }, 9 * DAY),
  long('Order Cancelled', { order_id: 'old-2' }, 9 * DAY + 1),
  long('Order Refunded', { order_id: 'old-unknown', total: 1 }, 9 * DAY + 2),
  // A machine's day.
  ...many(bounds.eventsPerDay + 1, (index) => long('screen', {}, 20 * DAY + index)),
];

/** What they did since: as much as each bound keeps, and as long ago as each window is. */
const newLife: readonly CustomerEvent[] = [
  identify({ city: 'new', region: 'new', 'third_party.new': 'new' }, -30 * DAY),
  ...many(bounds.orders, (index) =>
    track(
      'Order Completed',
      { order_id: `n-${index}`, total: 500, products: [{ product_id: 'new' }] },
      (index - 640) * DAY,
    ),
  ),
  ...many(bounds.views, (index) => track('Product Viewed', { product_id: `n-${index}` }, (index - 60) * DAY)),
  ...many(bounds.intents, (index) => track('Product Added', { product_id: `n-${index}` }, -40 * DAY + index)),
  ...many(bounds.searches, (index) => track('Products Searched', { query: `n${index}` }, (index - 50) * DAY)),
  ...many(bounds.mentions, (index) => track('Ad Exposed', { campaign_id: `n${index}` }, -41 * DAY + index)),
  track('Store Nearby', { store_id: 'new' }, -39 * DAY),
  ...many(bounds.offlineTouches, (index) =>
    track('Store Entered', { store_id: 'new' }, -45 * DAY + index * 60),
  ),
  ...many(bounds.attendances, (index) =>
    track('In-Store Event Attended', { store_id: 'new', event_id: `n-${index}` }, -44 * DAY + index * 60),
  ),
  ...many(bounds.goals, (index) => track('Booked', {}, -43 * DAY + index * 60)),
  ...many(bounds.addresses, (index) =>
    track('Contact Changed', { channel: 'email', address: testHash('email', `${index}`), known: true }, -DAY),
  ),
  { ...track('screen', {}, -29 * DAY), zone: 'Asia/Seoul', context: { locale: 'ko-KR' } },
  track('screen', {}, -28 * DAY),
];

/** The view at a number of days after noon, the clock moved and nothing else. */
function viewAt(days: number, events: readonly CustomerEvent[]): ProfileView {
  const parts = { hot: emptyHotPart, history: emptyHistoryPart };
  const { hot, history } = foldProfile(parts, recordsOf(events), { ...settings, goalEvents: ['Booked'] });
  const nowMs = NOON_MS + days * DAY * 1000;
  if (history === undefined) throw new Error('orders were folded');
  return profileView(hot.state, history.state, { nowMs, today: localDay('Asia/Seoul', nowMs) });
}

const before = viewAt(OLD / DAY + 21, oldLife);
const after = viewAt(0, [...oldLife, ...newLife]);
const later = viewAt(61, [...oldLife, ...newLife]);

type Field = keyof ProfileView;
/** Texts of long ago stand in it before, and in none of it after. */
const forgets = (field: Field) => () => {
  expect(JSON.stringify(before[field])).toContain('old');
  expect(JSON.stringify(after[field])).not.toContain('old');
};
/** It is what it was, for as long as the profile is kept. */
const keeps = (field: Field) => () => {
  expect(before[field]).toBeDefined();
  expect(after[field]).toEqual(before[field]);
};
const is = (field: Field, was: unknown, now: unknown) => () => {
  expect([before[field], after[field]]).toEqual([was, now]);
};
const ORDERS = bounds.orders;

/** One check for each field, of what `profileFields` says is kept. */
const checks: Readonly<Record<Field, () => void>> = {
  firstSeenAt: keeps('firstSeenAt'),
  lastSeenAt: () => expect(after.lastSeenAt).toBe('2026-10-23T03:00:00.000Z'),
  joinedAt: keeps('joinedAt'),
  zone: is('zone', 'Asia/Seoul', 'Asia/Seoul'),
  locale: is('locale', 'fr-FR', 'ko-KR'),
  city: is('city', 'old', 'new'),
  region: is('region', 'old', 'new'),
  daysSinceLastOrder: () => expect(after.daysSinceLastOrder).toBeCloseTo(640 - ORDERS + 1, 5),
  orderCount: is('orderCount', 2, 2 + ORDERS),
  cancelledCount: is('cancelledCount', 1, 1),
  unitCount: is('unitCount', 2, 2 + ORDERS),
  spend: () => expect(after.spend[0]?.netMinor).toBe((before.spend[0]?.netMinor ?? 0) + 500 * ORDERS),
  firstOrderAt: keeps('firstOrderAt'),
  lastOrderAt: () =>
    expect(Date.parse(after.lastOrderAt ?? '')).toBe(NOON_MS - (640 - ORDERS + 1) * DAY * 1000),
  orderCycleDays: () => expect(after.orderCycleDays).toBe(1),
  orders: () => {
    expect(JSON.stringify(before.orders)).toContain('old');
    expect(after.orders.length).toBe(ORDERS);
    expect(JSON.stringify(after.orders)).not.toContain('old');
    expect(after.orders.filter(({ lines }) => lines.length > 0).length).toBe(bounds.ordersWithLines);
  },
  pendingUndoCount: is('pendingUndoCount', 1, 0),
  signals: () => {
    expect(Math.max(...Object.values(before.signals))).toBeGreaterThan(0);
    expect(JSON.stringify(after.signals)).not.toBe(JSON.stringify(before.signals));
    // Nothing was done for eight weeks: what is left of a signal has decayed.
    for (const [tier, score] of Object.entries(later.signals))
      expect(score).toBeLessThanOrEqual(after.signals[tier as keyof typeof after.signals]);
  },
  eventCounts: () => {
    const { screen = 0 } = before.eventCounts as Readonly<Record<string, number>>;
    expect(JSON.stringify(after.eventCounts)).toContain(String(screen + 2));
  },
  activeDayCount: () => expect(after.activeDayCount).toBeLessThanOrEqual(32),
  revisitCycleDays: () => expect(after.revisitCycleDays ?? 0).toBeLessThanOrEqual(32),
  revisitedProducts: forgets('revisitedProducts'),
  cart: forgets('cart'),
  watchedProducts: forgets('watchedProducts'),
  topSearches: forgets('topSearches'),
  mentions: forgets('mentions'),
  nearStore: is('nearStore', 'old', 'new'),
  browseHours: () => {
    const sum = (hours: ArrayLike<number>) => Array.from(hours).reduce((all, one) => all + one, 0);
    expect(sum(after.browseHours)).toBeGreaterThan(sum(before.browseHours));
  },
  buyHours: () => {
    const sum = (hours: ArrayLike<number>) => Array.from(hours).reduce((all, one) => all + one, 0);
    expect(sum(after.buyHours)).toBe(sum(before.buyHours) + ORDERS);
  },
  stores: () => {
    const old = (view: ProfileView) => view.stores.find(({ storeId }) => storeId === 'old');
    expect(old(before)).toMatchObject({ visitCount: 1, dwellSeconds: 120 });
    expect(old(after)).toMatchObject({ visitCount: 0, dwellSeconds: 0, orderCount: 2 });
  },
  storeVisits: forgets('storeVisits'),
  zoneSteps: forgets('zoneSteps'),
  attendances: forgets('attendances'),
  goals: () => {
    expect(before.goals.map(({ at }) => at)).toEqual([new Date(NOON_MS + (OLD + 10) * 1000).toISOString()]);
    expect(after.goals.length).toBe(bounds.goals);
    expect(after.goals.map(({ at }) => at)).not.toContain(before.goals[0]?.at);
  },
  pointsEarned: keeps('pointsEarned'),
  pointsRedeemed: keeps('pointsRedeemed'),
  thirdParty: () => {
    expect([before.thirdParty, after.thirdParty]).toEqual([{ old: ['old'] }, { new: ['new'] }]);
    // The clock alone ends it: 90 days after it was said, though nothing happened since.
    expect(later.thirdParty).toEqual({});
  },
  reach: () => {
    expect(before.reach).toEqual({ push: new Date(NOON_MS + (OLD + 10) * 1000).toISOString() });
    expect(after.reach).toEqual({ email: new Date(NOON_MS - DAY * 1000).toISOString() });
  },
  clampedCount: keeps('clampedCount'),
  isSuspectedBot: is('isSuspectedBot', true, false),
  isTruncated: is('isTruncated', false, true),
};

describe('what is kept of a field of the profile', () => {
  for (const [field, { retention }] of Object.entries(profileFields))
    it(`of ${field} is ${retention}`, () => checks[field as Field]());
});
