import { lastSeenDay, localDay } from '#core/kernel/time.ts';
import type { FoldSettings } from './fold-settings.ts';
import type { HistoryState } from './history-part.ts';
import type { HotState } from './hot-part.ts';
import { mergeHistoryStates, mergeHotStates } from './merge-profiles.ts';
import type { PersonRow, StoreDay } from './person-row.ts';
import { profileView } from './profile-view.ts';
import { signalWeeks, wholeSignalWeeks } from './signals.ts';

/** The folded states of one customer key. */
export interface KeyState {
  readonly customerKey: string;
  readonly hot: HotState;
  readonly history: HistoryState;
}

/** Did any of these keys do anything? An address alone makes nobody somebody whom models and plans consider. */
export function hasDoneAnything(keys: readonly Pick<KeyState, 'hot'>[]): boolean {
  return keys.some(({ hot }) => hot.firstSeenSeconds !== undefined);
}

/**
 * The keys of one person as one row of a snapshot.
 * @param keys at least one, in any order.
 * @param nowMs the snapshot's instant, UTC epoch ms.
 */
export function personRow(
  personId: string,
  keys: readonly KeyState[],
  settings: FoldSettings,
  nowMs: number,
): PersonRow {
  const sorted = keys.toSorted((a, b) => (a.customerKey < b.customerKey ? -1 : 1));
  const hot = sorted.map((key) => key.hot).reduce((a, b) => mergeHotStates(a, b, settings.brandZone));
  const history = sorted.map((key) => key.history).reduce(mergeHistoryStates);
  const today = localDay(hot.zone?.value ?? settings.brandZone, nowMs);
  // Models look back from this day: a week that reached further would show them their first label.
  const seenDay = lastSeenDay(settings.brandZone, nowMs);
  return {
    personId,
    customerKeys: sorted.map(({ customerKey }) => customerKey),
    profile: profileView(hot, history, { nowMs, today }),
    signalWeeks: signalWeeks(hot.activity, seenDay),
    wholeSignalWeeks: wholeSignalWeeks(hot.activity, seenDay),
    storeDays: storeDays(history, settings.brandZone),
  };
}

function storeDays({ offlineTouches }: HistoryState, zone: string): readonly StoreDay[] {
  const days = new Map<number, StoreDay>();
  for (const { kind, atSeconds, dwellSeconds } of offlineTouches) {
    if (kind === 'exited') continue;
    const day = localDay(zone, atSeconds * 1000);
    const known = days.get(day) ?? { day, visitCount: 0, dwellSeconds: 0 };
    days.set(day, {
      day,
      visitCount: known.visitCount + (kind === 'entered' ? 1 : 0),
      dwellSeconds: known.dwellSeconds + dwellSeconds,
    });
  }
  return [...days.values()].sort((a, b) => a.day - b.day);
}
