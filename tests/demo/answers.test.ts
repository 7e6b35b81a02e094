import { describe, expect, it } from '@jest/globals';
import { answerTo, createBrand, renderAnswer, type SentMessage } from '#demo/index.ts';

const DAY_MS = 86_400_000;
const brand = createBrand(7, { startsOn: '2026-11-01', customers: 600, historyDays: 30 });
const { customers } = brand.hidden;

const message = (fields: Partial<SentMessage> = {}): SentMessage => ({
  messageKey: 'autumn/once',
  customerId: 'C-1',
  atMs: brand.startMs + 12 * 3_600_000,
  channel: 'push',
  appeal: 'context',
  author: 'person',
  discountShare: 0,
  productId: brand.products[0]!.id,
  ...fields,
});

/** Mean true effect of a message on everybody, orders per person. */
function meanEffect(
  world: 'effect' | 'null' | 'reversed' | 'drifting',
  fields: Partial<SentMessage>,
  recentCount = 0,
) {
  const situation = { seed: 7, world, startMs: brand.startMs, recentCount };
  const effects = customers.map((customer) => answerTo(message(fields), customer, situation).trueEffect);
  return effects.reduce((sum, effect) => sum + effect, 0) / effects.length;
}

describe('people of the made-up brand', () => {
  it('are moved more by a context than by a price, unless the world is reversed', () => {
    expect(meanEffect('effect', { appeal: 'context' })).toBeGreaterThan(
      1.2 * meanEffect('effect', { appeal: 'price' }),
    );
    expect(meanEffect('reversed', { appeal: 'price' })).toBeGreaterThan(
      1.2 * meanEffect('reversed', { appeal: 'context' }),
    );
  });

  it('order nothing more because of a message where there is nothing to find', () => {
    expect(meanEffect('null', { discountShare: 0.5 })).toBe(0);
    const situation = { seed: 7, world: 'null' as const, startMs: brand.startMs, recentCount: 0 };
    const answers = customers.map((customer) => answerTo(message(), customer, situation));
    expect(answers.filter(({ orderedAtMs }) => orderedAtMs !== undefined)).toEqual([]);
    expect(answers.filter(({ clickedAtMs }) => clickedAtMs !== undefined).length).toBeGreaterThan(5);
  });

  it('tire of messages, prefer their own hours, and like a person’s words better', () => {
    expect(meanEffect('effect', {}, 3)).toBeLessThan(meanEffect('effect', {}, 0));
    expect(meanEffect('effect', { author: 'model' })).toBeLessThan(meanEffect('effect', {}));
    const hours = Array.from({ length: 24 }, (_, hour) =>
      meanEffect('effect', { atMs: brand.startMs + hour * 3_600_000 }),
    );
    expect(Math.max(...hours)).toBeGreaterThan(1.3 * Math.min(...hours));
  });

  it('change within a quarter where they drift', () => {
    const later = { atMs: message().atMs + 90 * DAY_MS };
    const change = (world: 'effect' | 'drifting') =>
      customers.filter((customer) => {
        const situation = { seed: 7, world, startMs: brand.startMs, recentCount: 0 };
        const [now, then] = [message(), message(later)].map(
          (sent) => answerTo(sent, customer, situation).trueEffect,
        );
        return Math.abs(now! - then!) > 0.01;
      }).length;
    expect(change('drifting')).toBeGreaterThan(change('effect') + 100);
  });

  it('answer in events that carry the message key, the order at last', () => {
    const situation = { seed: 7, world: 'effect' as const, startMs: brand.startMs, recentCount: 0 };
    const rendered = customers.flatMap((customer) => {
      const sent = message({
        messageKey: `autumn/once/${customer.id}`,
        discountShare: 0.3,
        couponCode: 'M30',
      });
      const answer = answerTo(sent, customer, situation);
      const events = renderAnswer(brand, customer, sent, answer).map(({ json }): unknown => JSON.parse(json));
      return answer.orderedAtMs === undefined ? [] : [events];
    });
    expect(rendered.length).toBeGreaterThan(10);
    for (const events of rendered) {
      expect(events[0]).toMatchObject({
        event: 'Push Notification Tapped',
        properties: { message_key: expect.stringMatching(/^autumn/) },
      });
      expect(events.at(-1)).toMatchObject({ event: 'Order Completed', properties: { coupon: 'M30' } });
    }
    const again = customers.map((customer) => answerTo(message(), customer, situation));
    expect(again).toEqual(customers.map((customer) => answerTo(message(), customer, situation)));
  });
});
