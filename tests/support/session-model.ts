import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { eventOf } from './customer-event.ts';

const DAY_MS = 86_400_000;
/** 2026-11-02T00:00 in Seoul, a Monday. */
const MODEL_START_MS = Date.UTC(2026, 10, 1, 15);

/** Numbers in [0, 1), the same for the same seed (a linear congruence; good enough to shuffle a shop). */
export function numbersFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** The standing session model: three sessions a day of ten events within 300 s each. */
export interface SessionModel {
  readonly days: number;
  readonly sessionsPerDay: number;
  readonly eventsPerSession: number;
  readonly sessionMs: number;
}

export const standingModel: SessionModel = {
  days: 30,
  sessionsPerDay: 3,
  eventsPerSession: 10,
  sessionMs: 300_000,
};

const words = ['쿠션', '수분 크림', '선크림', '립밤', 'toner', 'retinol 0.3', '마스크팩', '비건 클렌저'];

/** A cosmetics shop's clicks: how often each kind comes among a hundred. */
const mix: readonly (readonly [share: number, name: string, of: (n: () => number) => JsonObject])[] = [
  [22, 'screen', () => ({ name: 'Home' })],
  [14, 'Product List Viewed', () => ({ list_id: 'category', category: 'serum' })],
  [8, 'Products Searched', (n) => ({ query: words[Math.floor(n() * words.length)] })],
  [36, 'Product Viewed', (n) => product(n)],
  [6, 'Reviews Viewed', (n) => product(n)],
  [5, 'Product Added', (n) => ({ ...product(n), quantity: 1 })],
  [1, 'Product Removed', (n) => product(n)],
  [3, 'Cart Viewed', () => ({ cart_id: 'B-1' })],
  [1, 'Checkout Started', () => ({ checkout_id: 'K-1', value: 32000, currency: 'KRW' })],
  [1, 'Stock Checked', (n) => ({ ...product(n), store_id: 'S-03' })],
  [1, 'Ad Exposed', (n) => ({ campaign_id: `AD-2${Math.floor(n() * 5)}`, placement: 'feed' })],
  [2, 'Push Notification Received', (n) => ({ campaign_id: `C-${Math.floor(n() * 90)}` })],
];

function product(next: () => number): JsonObject {
  const number = Math.floor(next() ** 2 * 120);
  return {
    product_id: `P-${String(number).padStart(4, '0')}`,
    sku: `KR-${880_000_000 + number}`,
    category: 'skincare/serum',
    name: '온결 수분 앰플 50ml',
    brand: '온결',
    price: 20_000 + 100 * number,
    currency: 'KRW',
  };
}

function pick(next: () => number): (typeof mix)[number] {
  let rest = next() * 100;
  return mix.find(([share]) => (rest -= share) < 0) ?? mix[0]!;
}

/** Hours that people shop at: mornings under way, lunch, evenings. */
const favourite = [8, 12, 12, 19, 20, 21, 21, 22, 23];

const ORDER_EVERY_DAYS = 10;

function orderOf(next: () => number, id: string): JsonObject {
  const products = [product(next), product(next)].map((one) => ({ ...one, quantity: 1 }));
  return { order_id: id, total: 52_000, currency: 'KRW', shipping: 3_000, discount: 2_000, products };
}

/** The events of one customer, oldest first; every tenth day ends with an order. */
export function sessionEvents(seed: number, model: SessionModel = standingModel): readonly CustomerEvent[] {
  const next = numbersFrom(seed + 1);
  const events: CustomerEvent[] = [];
  const customerKey = `cust-${String(100_000 + seed)}`;
  // Two people in ten stick to three hours of the day; the others wander.
  const hours = next() < 0.2 ? favourite.slice(3, 6) : favourite;
  for (let day = 0; day < model.days; day += 1) {
    for (let session = 0; session < model.sessionsPerDay; session += 1) {
      const hour = hours[Math.floor(next() * hours.length)] as number;
      const startMs = MODEL_START_MS + day * DAY_MS + hour * 3_600_000 + Math.floor(next() * 3_300_000);
      for (let index = 0; index < model.eventsPerSession; index += 1) {
        const isOrder =
          day % ORDER_EVERY_DAYS === 5 &&
          session === model.sessionsPerDay - 1 &&
          index === model.eventsPerSession - 1;
        const [, name, properties] = isOrder
          ? ([0, 'Order Completed', (n: () => number) => orderOf(n, `${customerKey}-${day}`)] as const)
          : pick(next);
        events.push(
          eventOf({
            name,
            type: name === 'screen' ? 'screen' : 'track',
            messageId: `app-${customerKey}-${day}-${session}-${index}-${Math.floor(next() * 1e9)}`,
            customerKey,
            userId: customerKey,
            atMs: startMs + Math.floor(next() * model.sessionMs),
            properties: properties(next),
            context: { locale: 'ko-KR', timezone: 'Asia/Seoul', library: { name: 'app', version: '2.1.0' } },
          }),
        );
      }
    }
  }
  return events.sort((left, right) => left.atMs - right.atMs);
}
