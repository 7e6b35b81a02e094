import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { decodeHistoryPart } from '#adapters/aws/profile-codec.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { bounds } from '#core/profiles/bounds.ts';
import type { Folded } from '#core/profiles/fold.ts';
import type { HistoryState } from '#core/profiles/history-part.ts';
import { eventOf, recordsOf } from '#tests/support/customer-event.ts';
import {
  attempt,
  emptyProfile,
  type Outcome,
  referenceBytes,
  type StoredProfile,
  stateBytes,
} from '#tests/support/profile-delivery.ts';
import { numbersFrom } from '#tests/support/session-model.ts';

const numRuns = Math.ceil(Number(process.env['KAIROS_RUNS'] ?? 300) / 40);
const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2020, 0, 1);

function orderAt(index: number, day: number): CustomerEvent {
  return eventOf({
    name: 'Order Completed',
    atMs: START_MS + day * DAY_MS,
    messageId: `m-${index}`,
    properties: { order_id: `o-${index}`, total: 1_000 + index, currency: 'KRW' },
  });
}

const historyOf = (stored: StoredProfile): HistoryState => decodeHistoryPart(stored.history).state;

function orderCount({ orders, earlier }: HistoryState): number {
  return earlier.orderCount + orders.length;
}

function spent({ orders, earlier }: HistoryState): number {
  const kept = orders.reduce((sum, { completion }) => sum + (completion?.amountMinor ?? 0), 0);
  return kept + (earlier.spend[0]?.paidMinor ?? 0);
}

const outcomes: readonly Outcome[] = ['written', 'crash_between', 'crash_between', 'response_lost'];

/** Batches of up to 400 orders, which crash between the two writes more often than not and come again, grown or cut. */
function deliverCrashing(
  stored: StoredProfile,
  events: readonly CustomerEvent[],
  next: () => number,
): readonly Folded[] {
  const records = recordsOf(events);
  const folded: Folded[] = [];
  let done = 0;
  while (done < records.length) {
    const size = 1 + Math.floor(next() * 400);
    const outcome = outcomes[Math.floor(next() * outcomes.length)] as Outcome;
    const result = attempt(stored, records.slice(done, done + size), outcome);
    if (result !== undefined) folded.push(result);
    if (outcome === 'written') done += size;
  }
  return folded;
}

/** Torture takes its time. */
jest.setTimeout(3_600_000);

describe('beyond 512 orders', () => {
  it('count and spend stay exact when orders come in the order of time, also over crashes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 500, max: 1200 }), (seed, count) => {
        const stored = emptyProfile();
        const events = Array.from({ length: count }, (_, index) => orderAt(index, index));
        const folded = deliverCrashing(stored, events, numbersFrom(seed));
        const history = historyOf(stored);
        expect(orderCount(history)).toBe(count);
        expect(spent(history)).toBe(1_000 * count + (count * (count - 1)) / 2);
        expect(history.orders.length).toBe(Math.min(count, bounds.orders));
        expect(folded.flatMap(({ accepted }) => accepted)).toHaveLength(count);
        expect(folded.flatMap(({ rejected }) => rejected)).toHaveLength(0);
        expect(stateBytes(stored)).toEqual(referenceBytes(events));
      }),
      { numRuns },
    );
  });

  it('every order is either counted once or refused as late, never both, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const next = numbersFrom(seed);
        const stored = emptyProfile();
        const events = Array.from({ length: 1_100 }, (_, index) =>
          orderAt(index, Math.floor(index * 0.7 + next() * 600)),
        );
        const folded = deliverCrashing(stored, events, next);
        const accepted = folded.flatMap((one) => one.accepted.map(({ messageId }) => messageId));
        const refused = folded.flatMap((one) => one.rejected);
        expect(new Set(accepted).size).toBe(accepted.length);
        expect(refused.every(({ rejection }) => rejection.reason === 'late')).toBe(true);
        const late = new Set(refused.map(({ event }) => event.messageId));
        expect(accepted.length + late.size).toBe(events.length);
        expect(accepted.some((id) => late.has(id))).toBe(false);
        expect(orderCount(historyOf(stored))).toBe(accepted.length);
        const amount = (id: string) => 1_000 + Number(id.slice(2));
        expect(spent(historyOf(stored))).toBe(accepted.reduce((sum, id) => sum + amount(id), 0));
      }),
      { numRuns },
    );
  });

  it('an order older than the oldest kept is refused as late and one kept is not counted again', () => {
    const stored = emptyProfile();
    const events = Array.from({ length: 520 }, (_, index) => orderAt(index, index));
    attempt(stored, recordsOf(events), 'written');
    const again = [orderAt(3, 3), orderAt(300, 300)].map((event) => ({
      ...event,
      messageId: `n-${event.atMs}`,
    }));
    const folded = attempt(stored, recordsOf(again, 9_000), 'written');
    expect(folded?.rejected.map(({ rejection }) => rejection.reason)).toEqual(['late']);
    expect(orderCount(historyOf(stored))).toBe(520);
  });
});
