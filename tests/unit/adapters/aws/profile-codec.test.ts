import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NewerFormatError } from '#adapters/aws/format.ts';
import {
  decodeHistoryPart,
  decodeHotPart,
  encodeHistoryPart,
  encodeHotPart,
} from '#adapters/aws/profile-codec.ts';
import { foldProfile } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { testHash } from '#tests/identifier-hash.ts';
import { recordsOf } from '#tests/support/customer-event.ts';
import { folded, identify } from '#tests/support/fold-one.ts';
import { settings } from '#tests/support/profile-delivery.ts';
import { distinctEvents } from '#tests/support/profile-events.ts';
import { sessionEvents } from '#tests/support/session-model.ts';

/** Attribute names, a key of some twenty bytes, a version. */
const ITEM_OVERHEAD_BYTES = 50;

describe('the profile codec', () => {
  it('gives back what it was given, whatever was folded', () => {
    fc.assert(
      fc.property(distinctEvents(30), (events) => {
        const { hot, history = emptyHistoryPart } = folded(...events);
        expect(decodeHotPart(encodeHotPart(hot))).toEqual(hot);
        expect(decodeHistoryPart(encodeHistoryPart(history))).toEqual(history);
      }),
      { numRuns: Number(process.env['KAIROS_RUNS'] ?? 200) },
    );
  });

  it('gives back empty parts', () => {
    expect(decodeHotPart(encodeHotPart(emptyHotPart))).toEqual(emptyHotPart);
    expect(decodeHistoryPart(encodeHistoryPart(emptyHistoryPart))).toEqual(emptyHistoryPart);
  });

  it('reads a state of before addresses were looked for: of those nothing is known, and stays so', () => {
    const { hot } = folded(...sessionEvents(1));
    const { delivery, state } = encodeHotPart({ ...hot, state: { ...hot.state, addresses: [] } });
    // One field fewer, and the last one, an empty list, cut off.
    const old = Uint8Array.from([state[0] ?? 0, 0x9c, ...state.subarray(2, -1)]);
    const before = decodeHotPart({ delivery, state: old });
    expect(before.state).toEqual({ ...hot.state, addresses: undefined });
    const contacts = [{ channel: 'email', address: testHash('email', 'kim@example.com'), known: true }];
    const known = { ...identify({}), context: { contacts } };
    const after = foldProfile({ hot: before, history: emptyHistoryPart }, recordsOf([known]), settings);
    expect(decodeHotPart(encodeHotPart(after.hot)).state.addresses).toBeUndefined();
  });

  it('keeps shard names of any form and all digits of sequence numbers', () => {
    const shardMarks = [
      { shardId: 'shardId-000000000012', sequenceNumber: `9${'0'.repeat(54)}7` },
      { shardId: 'shardId-12', sequenceNumber: '0' },
      { shardId: 'other', sequenceNumber: '007' },
    ];
    const part = { ...emptyHotPart, delivery: { ...emptyHotPart.delivery, shardMarks } };
    expect(decodeHotPart(encodeHotPart(part)).delivery.shardMarks).toEqual(shardMarks);
  });

  it('keeps the hot item of the session model below 1 KB for nine customers in ten', () => {
    const sizes = Array.from({ length: 40 }, (_, seed) => {
      const { hot } = foldProfile(
        { hot: emptyHotPart, history: emptyHistoryPart },
        recordsOf(sessionEvents(seed)),
        settings,
      );
      const bytes = encodeHotPart(hot);
      return bytes.delivery.length + bytes.state.length + ITEM_OVERHEAD_BYTES;
    }).sort((left, right) => left - right);
    expect(sizes[36]).toBeLessThanOrEqual(1024);
  });

  it.each(['delivery', 'state'] as const)('fails by name on a %s of a newer format', (attribute) => {
    const hot = encodeHotPart(emptyHotPart);
    const history = encodeHistoryPart(emptyHistoryPart);
    const newer = (bytes: Uint8Array) => Uint8Array.from([9, ...bytes.subarray(1)]);
    expect(() => decodeHotPart({ ...hot, [attribute]: newer(hot[attribute]) })).toThrow(NewerFormatError);
    expect(() => decodeHistoryPart({ ...history, [attribute]: newer(history[attribute]) })).toThrow(
      'format 9',
    );
  });
});
