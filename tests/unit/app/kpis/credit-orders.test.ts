import { describe, expect, it } from '@jest/globals';
import { creditOrders } from '#app/kpis/credit-orders.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { each } from '../plan/plan-world.ts';

const DAY_MS = 86_400_000;
const ORDER_MS = Date.parse('2026-11-20T00:00:00Z');

const receipt = (campaignId: string, personId: string, daysBefore: number, status = 'accepted') =>
  ({
    message: { messageKey: `${campaignId}/once/${personId}`, personId },
    status,
    atMs: ORDER_MS - daysBefore * DAY_MS,
  }) as Receipt;

const person = (personId: string, customerKeys: readonly string[], isCancelled = false) =>
  ({
    personId,
    customerKeys,
    profile: { orders: [{ at: new Date(ORDER_MS).toISOString(), isCancelled }] },
  }) as unknown as PersonRow;

const RECEIPTS = [
  receipt('spring', 'ann', 4.5),
  receipt('autumn', 'ann-phone', 1),
  receipt('spring', 'bob', 8),
  receipt('spring', 'cy', 1, 'suppressed'),
  receipt('autumn', 'dee', 1),
];
const receipts = { list: (id: string) => each(RECEIPTS.filter((r) => r.message.messageKey.startsWith(id))) };

describe('creditOrders', () => {
  it('gives the order to the newest message, or shares it, across campaigns and merged keys', async () => {
    const rows = each([
      person('ann', ['ann', 'ann-phone']),
      person('bob', ['bob']),
      person('cy', ['cy']),
      person('dee', ['dee'], true),
    ]);
    expect(await creditOrders(receipts, ['spring', 'autumn'], rows)).toEqual([
      { campaignId: 'spring', lastTouch: 0, timeDecay: expect.closeTo(1 / 3, 12) },
      { campaignId: 'autumn', lastTouch: 1, timeDecay: expect.closeTo(2 / 3, 12) },
    ]);
  });
});
