import { describe, expect, it } from '@jest/globals';
import { kpisOf } from '#core/kpis/kpis-of.ts';
import { type Assigned, type OutcomeSettings, outcomeOf } from '#core/outcomes/person-outcome.ts';
import { NOON_MS, track, viewOf } from '#tests/support/fold-one.ts';

const DAY = 86_400;
const settings: OutcomeSettings = {
  goal: 'Order Completed',
  windowMs: 7 * DAY * 1000,
  currency: 'KRW',
  vatRate: 0.1,
  costOf: (productId) => (productId === 'P-1' ? 3_000 : undefined),
};
const human = {
  sinceAcceptedMs: 600_000,
  linksAtOnce: 1,
  linksInMessage: 3,
  method: 'GET',
  userAgent: 'Mozilla/5.0 (iPhone) AppleWebKit/605 Safari/604',
  isPageSeen: true,
};
const assigned: Assigned = {
  personId: 'C-1',
  arm: 'own_time|context',
  armProbability: 0.5,
  fromMs: NOON_MS,
  acceptedCount: 1,
  clicks: [{ atMs: NOON_MS + 60_000, facts: human }],
};
const order = (id: string, atSeconds: number, properties = {}) =>
  track(
    'Order Completed',
    {
      order_id: id,
      total: 11_000,
      currency: 'KRW',
      products: [{ product_id: 'P-1', price: 11_000 }],
      ...properties,
    },
    atSeconds,
  );

describe('outcomeOf', () => {
  it('counts what was done within the window, and money without VAT and goods', () => {
    const profile = viewOf(order('before', -DAY), order('in', DAY), order('after', 8 * DAY));
    expect(outcomeOf(assigned, profile, settings)).toMatchObject({
      orders: 1,
      netOrders: 1,
      paidMinor: 11_000,
      vatMinor: 1_000,
      goodsMinor: 3_000,
      hasOrderedAfterClick: true,
      hadOrderedBefore: true,
      leadMs: DAY * 1000,
    });
  });

  it('takes a cancelled and a returned order back, however late that comes', () => {
    const profile = viewOf(
      order('a', 1),
      order('b', 2),
      track('Order Cancelled', { order_id: 'a' }, 20 * DAY),
      track('Order Refunded', { order_id: 'b', total: 11_000, currency: 'KRW' }, 20 * DAY),
    );
    const outcome = outcomeOf(assigned, profile, settings);
    expect(outcome).toMatchObject({ orders: 2, netOrders: 0, goodsMinor: 0, refundedMinor: 22_000 });
    expect(kpisOf(assigned, outcome)).toMatchObject({ buyers: 1, netBuyers: 0, responders: 1 });
  });

  it('leaves other currencies and machines out, and says how many', () => {
    const machine = { ...human, isPageSeen: false, userAgent: 'python-requests/2.32' };
    const profile = viewOf(order('a', 1, { currency: 'USD' }), order('b', 2, { discount: 500 }));
    const outcome = outcomeOf(
      { ...assigned, clicks: [{ atMs: NOON_MS + 1, facts: machine }] },
      profile,
      settings,
    );
    expect(outcome).toMatchObject({
      orders: 1,
      otherCurrencyOrders: 1,
      clicks: 1,
      humanClicks: 0,
      hasOrderedAfterClick: false,
      isDiscountOnly: true,
    });
  });

  it('is no response of somebody who was held out, though they bought', () => {
    const heldOut = { ...assigned, arm: 'holdout', acceptedCount: 0, clicks: [] };
    const outcome = outcomeOf(heldOut, viewOf(order('a', 1)), settings);
    expect(kpisOf(heldOut, outcome)).toMatchObject({ people: 1, messages: 0, responders: 0, buyers: 1 });
  });
});
