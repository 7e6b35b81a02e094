import fc from 'fast-check';
import { CONTACT_CHANGED } from '#core/events/contact-changed.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { kindOfEvent } from '#core/profiles/signal-kinds.ts';
import { testHash } from '../identifier-hash.ts';
import { eventOf } from './customer-event.ts';

const START_MS = Date.UTC(2026, 9, 20);

const product = fc.constantFrom(
  'P-1',
  'P-2',
  'P-3',
  'P-0100',
  'ｐ－４',
  '쿠션-21호',
  '🧴',
  '가'.normalize('NFD'),
);
const store = fc.constantFrom('S-1', 'S-2', 'S-3');
const zone = fc.constantFrom('Asia/Seoul', 'America/New_York', 'Europe/Paris', 'Asia/Kolkata', undefined);
const words = fc.oneof(
  fc.constantFrom('쿠션', 'ＴＯＮＥＲ', ' toner ', '선크림  추천', '🧴', '\ud83e', 'x'.repeat(60)),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
/** Whole instants, few enough that many events share a second. */
const instant = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 40 * 24 }).map((hours) => START_MS + hours * 3_600_000) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 5_000 }).map((ms) => START_MS + 39 * 86_400_000 + ms) },
  // Clocks that are off by days, as far as the clamp lets them.
  { weight: 1, arbitrary: fc.integer({ min: -400, max: 3 }).map((days) => START_MS + days * 86_400_000) },
);

const lines = fc.array(
  fc.record({ product_id: product, quantity: fc.integer({ min: 1, max: 5 }), price: fc.nat(90_000) }),
  { maxLength: 4 },
);

const orderId = fc.constantFrom('o-1', 'o-2', 'o-3', 'o-4', 'o-5');
const completed = fc.record(
  {
    order_id: orderId,
    total: fc.constantFrom(0, 12_900, 32_000, 1e309, -5, 0.5, 'zwölf'),
    currency: fc.constantFrom('KRW', 'USD', 'kr'),
    discount: fc.constantFrom(0, 1_000),
    coupon: fc.constantFrom('SPRING', ''),
    store_id: store,
    gift: fc.boolean(),
    products: lines,
  },
  { requiredKeys: ['order_id'] },
);
const refunded = fc.record(
  { order_id: orderId, total: fc.constantFrom(1_000, 5_000), currency: fc.constantFrom('KRW', 'USD') },
  { requiredKeys: ['order_id'] },
);
const behaviour = fc.record(
  {
    product_id: product,
    product_ids: fc.array(product, { maxLength: 3 }),
    query: words,
    campaign_id: fc.constantFrom('AD-1', 'AD-2', 'AD-3'),
    topic: words,
    store_id: store,
    zone_id: fc.constantFrom('Z-1', 'Z-2'),
    event_id: fc.constantFrom('E-1', 'E-2'),
    dwell_s: fc.constantFrom(10, 260, Number.NaN, 1e309),
    amount: fc.constantFrom(10, 500, -3, Number.NaN, 1e309, '10'),
    constructor: words,
  },
  { requiredKeys: [] },
);
/** More than are kept, two of them alike but for their channel. */
const addressHash = fc.constantFrom(...Array.from({ length: 12 }, (_, at) => testHash('token', `${at}`)));
const traits = fc.record(
  {
    locale: fc.constantFrom('ko-KR', 'en_US', '<script>'),
    timezone: fc.constantFrom('Asia/Tokyo', 'Mars/Olympus'),
    city: words,
    createdAt: fc.constantFrom('2020-01-02T03:04:05Z', '2019-01-02T03:04:05Z', 'yesterday'),
    third_party: fc.record({ acme: fc.array(fc.constantFrom('vip', 'car', 'pet'), { maxLength: 3 }) }),
    'third_party.other': fc.constantFrom('a', 'b'),
  },
  { requiredKeys: [] },
);

const aboutAddresses: fc.Arbitrary<{ readonly name: string; readonly properties: JsonObject }> = fc.record({
  name: fc.constantFrom(...[CONTACT_CHANGED, CONTACT_CHANGED, 'Email Bounced', 'Message Failed']),
  properties: fc.record({
    address: addressHash,
    channel: fc.constantFrom('push', 'email', 'sms', 'kakao'),
    known: fc.boolean(),
    reason: fc.constantFrom('Permanent', 'Transient', 'INVALID', 'dead_address'),
  }),
});

const named: fc.Arbitrary<{ readonly name: string; readonly properties: JsonObject }> = fc.oneof(
  { weight: 2, arbitrary: aboutAddresses },
  {
    weight: 1,
    arbitrary: fc.record({
      name: fc.constantFrom('Push Notification Tapped', 'Product Viewed', 'Email Opened'),
      properties: fc.record({ message_key: fc.constantFrom('c/once/p', 7, undefined) }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      name: fc.constantFrom(...Object.keys(kindOfEvent), 'Test Drive Booked', '__proto__'),
      properties: behaviour,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      name: fc.constant('Order Completed'),
      properties: completed,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      name: fc.constantFrom('Order Refunded', 'Order Cancelled'),
      properties: refunded,
    }),
  },
);

/** As the front door says it, and as it never would. */
const contacts = fc.oneof(
  fc.constantFrom(undefined, 'push', [1, null]),
  fc.array(
    fc.record({
      channel: fc.constantFrom('push', 'email', 'sms', 'kakao'),
      address: addressHash,
      known: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
);
const DAY_ONLY = { import: { file: 'f', row: 2, day_only: true } };

/** One event of any kind, hostile fields included; its id is given by `distinctEvents`. */
const anyEvent: fc.Arbitrary<CustomerEvent> = fc
  .record({ named, atMs: instant, zone, isClamped: fc.boolean(), isDayOnly: fc.boolean(), contacts })
  .map(({ named: { name, properties }, isDayOnly, contacts: kept, ...fields }) => {
    const context = { locale: 'ko-KR', contacts: kept, ...(isDayOnly ? DAY_ONLY : {}) };
    return eventOf({ name, properties, context, ...fields });
  });

const identify: fc.Arbitrary<CustomerEvent> = fc
  .record({ atMs: instant, traits, contacts })
  .map(({ atMs, traits: said, contacts: kept }) =>
    eventOf({ name: 'identify', type: 'identify', atMs, traits: said, context: { contacts: kept } }),
  );

/** Distinct events of one customer key, in no order. */
export const distinctEvents = (maxLength: number): fc.Arbitrary<readonly CustomerEvent[]> =>
  fc
    .array(fc.oneof({ weight: 9, arbitrary: anyEvent }, { weight: 1, arbitrary: identify }), {
      minLength: 1,
      maxLength,
    })
    .map((events) => events.map((event, index) => ({ ...event, messageId: `m-${index}` })));
