import { describe, expect, it } from '@jest/globals';
import { creditSection } from '#app/kpis/credit-section.ts';
import { measureCredits } from '#app/kpis/measure-credits.ts';
import type { Receipt, ReceiptStatus } from '#core/delivery/receipt.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { type RawOrder, withOrders } from '#tests/support/campaign-world.ts';
import { each, shopper } from '../plan/plan-world.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.parse('2026-09-01T00:00:00Z');
const AS_OF_MS = START_MS + 60 * DAY_MS;
const day = (count: number): number => START_MS + count * DAY_MS;

const summaryOf = (id: string, planned = 10): PlanSummary =>
  ({
    campaign: { id, name: id.toUpperCase() },
    window: { fromMs: START_MS, toMs: AS_OF_MS },
    madeAtMs: START_MS,
    currency: 'KRW',
    planned,
  }) as unknown as PlanSummary;

const receiptOf = (campaignId: string, personId: string, atMs: number, status: ReceiptStatus = 'accepted') =>
  ({
    status,
    atMs,
    sendInstantMs: atMs,
    message: { personId, messageKey: `${campaignId}/${atMs}/${personId}` },
  }) as unknown as Receipt;

const rowOf = (personId: string, orders: readonly RawOrder[], keys: readonly string[] = []): PersonRow => {
  const made = withOrders({ ...shopper(0), personId, customerKeys: [personId, ...keys] }, orders);
  const times = new Set(orders.map(({ atMs }) => atMs));
  const own = made.profile.orders.filter(({ at }) => times.has(Date.parse(at)));
  return { ...made, profile: { ...made.profile, orders: own } };
};

/** Two campaigns wrote to four people. */
const receipts: Readonly<Record<string, readonly Receipt[]>> = {
  spring: [
    receiptOf('spring', 'a', day(10)),
    receiptOf('spring', 'b', day(10)),
    receiptOf('spring', 'old-c', day(30)),
    receiptOf('spring', 'd', day(30), 'failed'),
  ],
  autumn: [receiptOf('autumn', 'a', day(12))],
};
const rows = [
  rowOf('a', [
    { atMs: day(14), paid: 30_000 },
    { atMs: day(14) + 1, paid: 9000, isCancelled: true },
  ]),
  rowOf('b', [
    { atMs: day(9), paid: 1000 },
    { atMs: day(18), paid: 2000 },
  ]),
  rowOf('c', [{ atMs: day(31), paid: 5000, refunded: 1000 }], ['old-c']),
  rowOf('d', [{ atMs: day(31), paid: 700 }]),
];

const creditsOf = (planned?: number) =>
  measureCredits(
    { list: (campaignId) => each(receipts[campaignId] ?? []) },
    [summaryOf('spring', planned), summaryOf('autumn', planned)],
    () => each(rows),
    AS_OF_MS,
  );

describe('credit for orders', () => {
  it('goes to accepted messages of the week before: the last one, or all by their age', async () => {
    const credits = (await creditsOf())!;
    const [spring, autumn] = credits.campaigns;
    // Four days before against two, half the weight after two: a third and two thirds.
    expect(spring).toMatchObject({
      messages: 3,
      lastTouch: { orders: 1, netMinor: 4000 },
      timeDecay: { orders: 1.333, netMinor: 14_000 },
    });
    expect(autumn).toMatchObject({
      messages: 1,
      lastTouch: { orders: 1, netMinor: 30_000 },
      timeDecay: { orders: 0.667, netMinor: 20_000 },
    });
    expect(credits).toMatchObject({ orders: 5, unclaimedOrders: 3 });
  });

  it('is the same where there are too many messages to be held at once', async () => {
    expect(await creditsOf(3_000_000)).toEqual(await creditsOf());
  });

  it('is nothing where nothing was sent', async () => {
    const none = { list: () => each<Receipt>([]) };
    expect(await measureCredits(none, [], () => each(rows), AS_OF_MS)).toBeUndefined();
  });

  it('is shown as a view beside what was added, which is a dash where nobody measured it', async () => {
    const section = creditSection((await creditsOf())!, [], 'en');
    expect(section.heading).toContain('no proof');
    expect(section.sentences[0]).toContain('5 orders since 2026-09-01; 3 had no message');
    expect(section.table?.rows[0]).toEqual(['SPRING', '3', '1', '1.3', '4000 KRW', '14000 KRW', '–']);
  });
});
