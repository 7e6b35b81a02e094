import { describe, expect, it } from '@jest/globals';
import { decodeHistoryPart, encodeHistoryPart } from '#adapters/aws/history-codec.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { goalName, goalTimes, isCountedGoal } from '#core/plan/goal.ts';
import { openHistory } from '#core/profiles/fold-history.ts';
import type { FoldSettings } from '#core/profiles/fold-settings.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotState } from '#core/profiles/hot-part.ts';
import { mergeHistoryStates } from '#core/profiles/merge-profiles.ts';
import { profileView } from '#core/profiles/profile-view.ts';
import { eventOf } from '#tests/support/customer-event.ts';
import { settings } from '#tests/support/profile-delivery.ts';

const BOOKED = 'Test Drive Booked';
const AT_MS = Date.UTC(2026, 10, 21, 3);
const own: FoldSettings = { ...settings, goalEvents: [BOOKED] };
const booked = (minute: number, name = BOOKED): CustomerEvent =>
  eventOf({ name, atMs: AT_MS + minute * 60_000, messageId: `m${minute}` });

function folded(events: readonly CustomerEvent[], by = own) {
  const history = openHistory(emptyHistoryPart, by, false);
  for (const event of events) expect(history.fold(event)).toBeUndefined();
  return history.close();
}
const viewOf = ({ state }: ReturnType<typeof folded>) =>
  profileView(emptyHotState, state, { nowMs: AT_MS, today: 0 });

describe('goals of a profile', () => {
  it('are the events that the stage names, and no others', () => {
    const part = folded([booked(1), booked(2, 'Button Pressed')]);
    expect(viewOf(part).goals).toEqual([{ name: BOOKED, at: '2026-11-21T03:01:00.000Z' }]);
    expect(folded([booked(1)], settings)).toBe(emptyHistoryPart);
  });

  it('are the same in whatever order and however often they come, and of two merged keys', () => {
    const events = [booked(3), booked(1), booked(2)];
    const { state } = folded(events);
    expect(folded([...events, ...events].toReversed()).state).toEqual(state);
    const [left, right] = [folded(events.slice(0, 2)), folded(events.slice(1))];
    expect(mergeHistoryStates(left.state, right.state)).toEqual(state);
  });

  it('stay bounded: the newest 64', () => {
    const { state } = folded(Array.from({ length: 100 }, (_, minute) => booked(minute)));
    expect(state.goals).toHaveLength(64);
    expect(state.goals.at(-1)?.atSeconds).toBe(AT_MS / 1000 + 36 * 60);
  });

  it('are stored and read back, and a history without any has the bytes that it always had', () => {
    const part = folded([booked(1), booked(5)]);
    expect(decodeHistoryPart(encodeHistoryPart(part))).toEqual(part);
    const none = encodeHistoryPart(emptyHistoryPart).state;
    expect(encodeHistoryPart(part).state.length - none.length).toBeLessThan(40);
    expect(decodeHistoryPart(encodeHistoryPart(emptyHistoryPart)).state.goals).toEqual([]);
  });
});

describe('the goal of a campaign', () => {
  it('is counted where profiles keep it', () => {
    const known = ['Order Completed', 'Store Entered', 'In-Store Event Attended', BOOKED];
    expect(known.map((event) => isCountedGoal(event, [BOOKED]))).toEqual([true, true, true, true]);
    expect(isCountedGoal('Lease Signed', [BOOKED])).toBe(false);
  });

  it('is read from the list that keeps it', () => {
    const visit = eventOf({ name: 'Store Entered', atMs: AT_MS, properties: { store_id: 'S1' } });
    const view = viewOf(folded([booked(1), visit]));
    expect(goalTimes(BOOKED, view)).toEqual([AT_MS + 60_000]);
    expect(goalTimes('Store Entered', view)).toEqual([AT_MS]);
    expect(goalTimes('Order Completed', view)).toEqual([]);
    expect([goalName(BOOKED).ko, goalName('Store Entered').ko]).toEqual([`"${BOOKED}"`, '매장 방문']);
  });
});
