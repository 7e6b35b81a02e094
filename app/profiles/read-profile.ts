import type { Clock } from '#app/ports/clock.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import { localDay } from '#core/kernel/time.ts';
import type { FoldSettings } from '#core/profiles/fold-settings.ts';
import { mergeHistoryStates, mergeHotStates } from '#core/profiles/merge-profiles.ts';
import { type ProfileView, profileView } from '#core/profiles/profile-view.ts';

/** The profiles of all customer keys of one person as one, as they stand now. */
export type ReadProfile = (customerKeys: readonly string[]) => Promise<ProfileView>;

/** Reads from this store, both parts at once. */
export function createReadProfile(ports: {
  readonly profiles: ProfileStore;
  readonly clock: Clock;
  readonly settings: FoldSettings;
}): ReadProfile {
  const { profiles, clock, settings } = ports;
  return async (customerKeys) => {
    const [hots, histories] = await Promise.all([
      profiles.loadHot(customerKeys),
      profiles.loadHistory(customerKeys),
    ]);
    const hot = [...hots.values()]
      .map(({ value }) => value.state)
      .reduce((a, b) => mergeHotStates(a, b, settings.brandZone));
    const history = [...histories.values()].map(({ value }) => value.state).reduce(mergeHistoryStates);
    const nowMs = clock.nowMs();
    const today = localDay(hot.zone?.value ?? settings.brandZone, nowMs);
    return profileView(hot, history, { nowMs, today });
  };
}
