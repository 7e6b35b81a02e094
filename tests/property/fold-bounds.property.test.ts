import { describe, expect, it, jest } from '@jest/globals';
import { encodeHistoryPart, encodeHotPart } from '#adapters/aws/profile-codec.ts';
import type { CustomerEvent, CustomerRecord } from '#core/events/customer-event.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { busiestDayCount } from '#core/profiles/activity.ts';
import { bounds } from '#core/profiles/bounds.ts';
import { foldProfile } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { kindOfEvent } from '#core/profiles/signal-kinds.ts';
import { eventOf, recordOf } from '#tests/support/customer-event.ts';
import { settings } from '#tests/support/profile-delivery.ts';
import { numbersFrom } from '#tests/support/session-model.ts';

/** A million in torture. */
const EVENTS = process.env['KAIROS_RUNS'] === undefined ? 12_000 : 1_000_000;
const START_MS = Date.UTC(2026, 0, 1);
const names = [
  ...Object.keys(kindOfEvent),
  'Order Completed',
  'Order Completed',
  'Order Refunded',
  'Order Cancelled',
];

/** As long as texts get, four bytes a character. */
const texts = Array.from({ length: 2_000 }, (_, index) =>
  `${String.fromCodePoint(0x1f300 + (index % 700), 0x1f300 + (index >> 3)).repeat(12)}`.slice(
    0,
    20 + 4 * (index % 8),
  ),
);
const hostile = (next: () => number): string => texts[Math.floor(next() * texts.length)] as string;

/** An id as long as ids are kept. */
const hostileId = (next: () => number): string => `${Math.floor(next() * 1e6)}`.padEnd(40, 'x');

function hostileProperties(next: () => number, isOrder: boolean): JsonObject {
  const products = Array.from({ length: isOrder ? 30 : 0 }, () => ({
    product_id: hostileId(next),
    quantity: 1e9,
    price: 9,
  }));
  return {
    order_id: `o-${Math.floor(next() * 3_000)}`,
    total: Math.floor(next() * 9e13),
    discount: Math.floor(next() * 9e13),
    currency: String.fromCharCode(65 + next() * 26, 65 + next() * 26, 65),
    coupon: hostileId(next),
    channel: hostileId(next),
    product_id: hostileId(next),
    products,
    store_id: hostileId(next),
    zone_id: hostileId(next),
    category: hostile(next),
    event_id: hostileId(next),
    kind: hostile(next),
    dwell_s: 1e300,
    query: hostile(next),
    campaign_id: hostile(next),
    topic: hostile(next),
    amount: 1e300,
  };
}

function hostileEvent(index: number, next: () => number): CustomerEvent {
  const isIdentify = next() < 0.02;
  const name = names[Math.floor(next() * names.length)] as string;
  return eventOf({
    name: isIdentify ? 'identify' : name,
    type: isIdentify ? 'identify' : 'track',
    messageId: next() < 0.1 ? `import:${'f'.repeat(64)}${index % 9}:${index + 1}` : `m-${index}`,
    // 400 days, so that every hour of the week and every cell fills.
    atMs: START_MS + Math.floor((index / EVENTS) * 400 * 86_400_000 + next() * 1e7),
    isClamped: true,
    properties: hostileProperties(next, name === 'Order Completed'),
    traits: {
      city: hostile(next),
      region: hostile(next),
      third_party: Object.fromEntries(
        Array.from({ length: 9 }, () => [hostile(next), Array.from({ length: 20 }, () => hostile(next))]),
      ),
    },
  });
}

function* hostileBatches(size: number): Generator<readonly CustomerRecord[]> {
  const next = numbersFrom(7);
  for (let start = 0; start < EVENTS; start += size) {
    const events = Array.from({ length: size }, (_, index) => hostileEvent(start + index, next));
    yield [recordOf(events, start, `shard-${'9'.repeat(20)}-${start % 7}`)];
  }
}

/** Torture takes its time. */
jest.setTimeout(3_600_000);

describe('a profile under attack', () => {
  it(`stays within its stated bytes after ${EVENTS} hostile events and is flagged`, () => {
    let parts = { hot: emptyHotPart, history: emptyHistoryPart };
    let most = { hot: 0, history: 0 };
    for (const batch of hostileBatches(5_000)) {
      const folded = foldProfile(parts, batch, settings);
      parts = { hot: folded.hot, history: folded.history ?? parts.history };
      const [hot, history] = [encodeHotPart(parts.hot), encodeHistoryPart(parts.history)];
      most = {
        hot: Math.max(most.hot, hot.state.length + hot.delivery.length),
        history: Math.max(most.history, history.state.length + history.delivery.length),
      };
    }
    expect(most.hot).toBeLessThanOrEqual(bounds.hotBytes);
    expect(most.history).toBeLessThanOrEqual(bounds.historyBytes);
    // The bound is a bound, not a guess far above.
    expect(most.hot).toBeGreaterThan(bounds.hotBytes / 3);
    expect(most.history).toBeGreaterThan(bounds.historyBytes / 3);
    expect(parts.history.state.earlier.entryCount).toBeGreaterThan(0);
  });

  it('is told by its busiest day, and a shopper of three hundred clicks a day is not', () => {
    const clicks = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        eventOf({ name: 'Product Viewed', atMs: START_MS, messageId: `m-${index}` }),
      );
    const busiest = (count: number) => {
      const batch = [recordOf(clicks(count), 1)];
      return busiestDayCount(
        foldProfile({ hot: emptyHotPart, history: undefined }, batch, settings).hot.state.activity,
      );
    };
    expect(busiest(300)).toBeLessThan(bounds.eventsPerDay);
    expect(busiest(EVENTS)).toBeGreaterThan(bounds.eventsPerDay);
  });
});
