import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correctClock } from '#core/events/correct-clock.ts';
import { readRecord } from '#core/events/read-record.ts';
import { rejectionSentence } from '#core/events/rejection-sentences.ts';
import { parseUtcInstant } from '#core/kernel/parse-utc-instant.ts';
import { parseInstant } from '#core/kernel/time.ts';
import { testHash } from '#tests/identifier-hash.ts';
import { RUNS } from './runs.ts';

const read = (bytes: Uint8Array) => readRecord(bytes, { hash: testHash, arrivedMs: 1_763_700_000_000 });
const atMs = fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2040, 0, 1) });
const skewMs = fc.integer({ min: -400 * 86_400_000, max: 400 * 86_400_000 });
const delayMs = fc.integer({ min: 0, max: 86_400_000 });

describe('readRecord', () => {
  it('never throws and never loses anything, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(utf8)), (bytes) => {
        expect(read(bytes).length).toBeGreaterThan(0);
      }),
      { numRuns: RUNS },
    );
  });

  it('answers for each message of an array, by its place', () => {
    const item = fc.oneof(
      fc.jsonValue(),
      fc.record({ type: fc.constant('identify'), messageId: fc.uuid(), userId: fc.string({ minLength: 1 }) }),
    );
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), (items) => {
        const messages = read(utf8(JSON.stringify(items)));
        expect(messages.map(({ index }) => index)).toEqual(items.map((_, index) => index));
        for (const message of messages) {
          if (message.kind === 'event') continue;
          expect(rejectionSentence(message.rejection, 'ko')).toMatch(/\p{Script=Hangul}/u);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('correctClock', () => {
  it('does not depend on how wrong the device’s clock is', () => {
    fc.assert(
      fc.property(atMs, skewMs, delayMs, (happenedMs, wrongByMs, waitedMs) => {
        const receivedMs = happenedMs + waitedMs;
        const times = { deviceMs: happenedMs + wrongByMs, sentMs: receivedMs + wrongByMs, receivedMs };
        expect(correctClock(times)).toEqual({ atMs: happenedMs, isClamped: false });
      }),
      { numRuns: RUNS },
    );
  });

  it('never gives a time after the receipt by more than a minute, nor before 1990', () => {
    fc.assert(
      fc.property(
        fc.option(skewMs, { nil: undefined }),
        fc.option(skewMs, { nil: undefined }),
        atMs,
        (a, b, receivedMs) => {
          const deviceMs = a === undefined ? undefined : receivedMs + a * 100;
          const sentMs = b === undefined ? undefined : receivedMs + b;
          const corrected = correctClock({ deviceMs, sentMs, receivedMs });
          expect(corrected.atMs).toBeLessThanOrEqual(receivedMs + 60_000);
          expect(corrected.atMs).toBeGreaterThanOrEqual(Date.UTC(1990, 0, 1));
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('parseUtcInstant', () => {
  it('reads what parseInstant reads', () => {
    const text = fc.oneof(
      atMs.map((ms) => new Date(ms).toISOString()),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.stringMatching(/^[0-3]\d{3}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\d\.\d{2}[\dZ:]Z$/),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (written) => {
        expect(parseUtcInstant(written)).toBe(parseInstant(written));
      }),
      { numRuns: RUNS },
    );
  });
});

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
