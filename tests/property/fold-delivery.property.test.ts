import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { encodeHistoryPart, encodeHotPart } from '#adapters/aws/profile-codec.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { deliver, referenceBytes, settings, stateBytes, streamOf } from '#tests/support/profile-delivery.ts';
import { distinctEvents } from '#tests/support/profile-events.ts';
import { rebuildProfile } from '#tests/support/rebuild-profile.ts';
import { numbersFrom } from '#tests/support/session-model.ts';

const numRuns = Number(process.env['KAIROS_RUNS'] ?? 300);
/** Below the ring of 64 messages, so that every repeat lies within the stated bounds. */
const EVENTS = 40;

const ids = (events: readonly CustomerEvent[]) => events.map(({ messageId }) => messageId).sort();

/** Torture takes its time. */
jest.setTimeout(3_600_000);

describe('a folded state', () => {
  it('is the reference fold of the distinct events, byte for byte, however they were delivered', () => {
    fc.assert(
      fc.property(distinctEvents(EVENTS), fc.nat(), (distinct, seed) => {
        const next = numbersFrom(seed);
        const { events, records } = streamOf(distinct, next);
        const { stored } = deliver(records, next);
        expect(stateBytes(stored)).toEqual(referenceBytes(events));
      }),
      { numRuns },
    );
  });

  it('takes every distinct event once and refuses the same as the reference', () => {
    fc.assert(
      fc.property(distinctEvents(EVENTS), fc.nat(), (distinct, seed) => {
        const next = numbersFrom(seed);
        const { events, records } = streamOf(distinct, next);
        const { folded } = deliver(records, next);
        const reference = rebuildProfile(events, settings);
        expect(ids(folded.flatMap(({ accepted }) => accepted))).toEqual(ids(reference.accepted));
        const refused = folded.flatMap(({ rejected }) => rejected.map(({ event }) => event.messageId));
        expect([...new Set(refused)].sort()).toEqual(ids(reference.rejected.map(({ event }) => event)));
      }),
      { numRuns },
    );
  });

  it('is not changed by the order of events that happened in the same second', () => {
    fc.assert(
      fc.property(distinctEvents(12), fc.nat(), (distinct, seed) => {
        const atOnce = distinct.map((event) => ({ ...event, atMs: Date.UTC(2026, 10, 1) }));
        const { events, records } = streamOf(atOnce, numbersFrom(seed));
        const { stored } = deliver(records, numbersFrom(seed + 1));
        expect(stateBytes(stored)).toEqual(referenceBytes(events));
      }),
      { numRuns },
    );
  });
});

describe('a part of a profile', () => {
  it('is the same object when nothing in it changed', () => {
    fc.assert(
      fc.property(distinctEvents(8), fc.nat(), (distinct, seed) => {
        const { records } = streamOf(distinct, numbersFrom(seed));
        const { stored, folded } = deliver(records, numbersFrom(seed));
        const last = folded.at(-1);
        if (last === undefined || last.accepted.length > 0) return;
        expect(encodeHotPart(last.hot)).toEqual(stored.hot);
        if (last.history !== undefined) expect(encodeHistoryPart(last.history)).toEqual(stored.history);
      }),
      { numRuns: Math.ceil(numRuns / 5) },
    );
  });
});
