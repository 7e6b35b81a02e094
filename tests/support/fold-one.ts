import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { localDay } from '#core/kernel/time.ts';
import { type Folded, foldProfile } from '#core/profiles/fold.ts';
import { emptyHistoryPart, type HistoryState } from '#core/profiles/history-part.ts';
import { emptyHotPart, type HotState } from '#core/profiles/hot-part.ts';
import { type ProfileView, profileView } from '#core/profiles/profile-view.ts';
import { eventOf, recordsOf } from './customer-event.ts';
import { settings } from './profile-delivery.ts';

/** 2026-11-20 12:00 in Seoul, a Friday. */
export const NOON_MS = Date.UTC(2026, 10, 20, 3);

/** A track event at a number of seconds from that noon. */
export function track(name: string, properties: JsonObject = {}, atSeconds = 0): CustomerEvent {
  return eventOf({
    name,
    properties,
    atMs: NOON_MS + atSeconds * 1000,
    messageId: `m-${name}-${atSeconds}-${JSON.stringify(properties)}`,
  });
}

/** An identify at a number of seconds from that noon. */
export function identify(traits: JsonObject, atSeconds = 0): CustomerEvent {
  return eventOf({ name: 'identify', type: 'identify', traits, atMs: NOON_MS + atSeconds * 1000 });
}

/** An empty profile after these events, where `Goal Reached` is what campaigns are for. */
export function folded(...events: readonly CustomerEvent[]): Folded {
  return foldProfile({ hot: emptyHotPart, history: emptyHistoryPart }, recordsOf(events), {
    ...settings,
    goalEvents: ['Goal Reached'],
  });
}

export const hotOf = (...events: readonly CustomerEvent[]): HotState => folded(...events).hot.state;
export const historyOf = (...events: readonly CustomerEvent[]): HistoryState =>
  (folded(...events).history ?? emptyHistoryPart).state;

/** The view of an empty profile after these events, at that noon. */
export function viewOf(...events: readonly CustomerEvent[]): ProfileView {
  return profileView(hotOf(...events), historyOf(...events), {
    nowMs: NOON_MS,
    today: localDay('Asia/Seoul', NOON_MS),
  });
}
