import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { encodeHistoryPart, encodeHotPart } from '#adapters/aws/profile-codec.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { mergeHistoryStates, mergeHotStates } from '#core/profiles/merge-profiles.ts';
import { referenceBytes, settings, stateBytes } from '#tests/support/profile-delivery.ts';
import { distinctEvents } from '#tests/support/profile-events.ts';
import { rebuildProfile } from '#tests/support/rebuild-profile.ts';

const numRuns = Number(process.env['KAIROS_RUNS'] ?? 300);

function mergedBytes(left: readonly CustomerEvent[], right: readonly CustomerEvent[]): readonly string[] {
  const [one, other] = [rebuildProfile(left, settings), rebuildProfile(right, settings)];
  const hot = mergeHotStates(one.hot, other.hot, settings.brandZone);
  const history = mergeHistoryStates(one.history, other.history);
  return stateBytes({
    hot: encodeHotPart({ ...emptyHotPart, state: hot }),
    history: encodeHistoryPart({ ...emptyHistoryPart, state: history }),
  });
}

/** Torture takes its time. */
jest.setTimeout(3_600_000);

describe('the merged states of two customer keys', () => {
  it('are those of one key with the events of both, byte for byte, whichever comes first', () => {
    fc.assert(
      fc.property(distinctEvents(40), fc.nat(40), (events, cut) => {
        const [left, right] = [events.slice(0, cut), events.slice(cut)];
        expect(mergedBytes(left, right)).toEqual(referenceBytes(events));
        expect(mergedBytes(right, left)).toEqual(referenceBytes(events));
      }),
      { numRuns },
    );
  });
});
