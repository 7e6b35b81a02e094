import type { Clock } from '#app/ports/clock.ts';
import type { LakeReader, UnreadableLine } from '#app/ports/lake.ts';
import type { ProfileStore, StoredPart } from '#app/ports/profile-store.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { chunksOf, mapConcurrently } from '#core/kernel/concurrency.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import type { FoldProfile, FoldSettings } from '#core/profiles/fold.ts';
import type { HistoryPart } from '#core/profiles/history-part.ts';
import type { HotPart } from '#core/profiles/hot-part.ts';
import { LakeShare } from './lake-share.ts';

/** How to rebuild. */
export interface RebuildRequest {
  /** Shares of customer keys, one after the other: the lake is read so often, and memory holds one share's events. */
  readonly shareCount: number;
  /** How long a line takes at most from being appended until it can be read (Firehose's buffer with slack), ms. */
  readonly lakeLagMs: number;
  /** Compare and report, write nothing. */
  readonly isDryRun?: boolean;
}

/** What a rebuild found and did. */
export interface RebuildReport {
  readonly customerKeyCount: number;
  readonly eventCount: number;
  /** Lines' events that were there already under the same message id. */
  readonly repeatedEventCount: number;
  readonly sameCount: number;
  /** Profiles that differ from the lake; rewritten unless it was a dry run. */
  readonly differing: readonly string[];
  /** Customer keys that were active within `lakeLagMs` or changed meanwhile: left alone; run again for them. */
  readonly busy: readonly string[];
  readonly unreadable: Readonly<Record<UnreadableLine, number>>;
}

/** What rebuilding needs to know of profiles. */
export interface RebuildRules {
  readonly fold: FoldProfile;
  readonly settings: FoldSettings;
  readonly emptyHot: HotPart;
  readonly emptyHistory: HistoryPart;
  /** Is the folded state the same, marks and rings left out? */
  readonly isSameHot: (a: HotPart, b: HotPart) => boolean;
  readonly isSameHistory: (a: HistoryPart, b: HistoryPart) => boolean;
}

const KEYS_AT_ONCE = 100;
const WRITES_AT_ONCE = 16;

/**
 * Folds every profile anew from the lake, each message id once however often it was delivered: exact beyond every
 * ring and mark. Writes a new version where the state differs.
 *
 * Safe while events arrive. A profile written at time t was archived before t and can be read after t + `lakeLagMs`;
 * so a share is folded only for keys whose profile and newest line are both older than (start of reading - lag), and
 * saved only over the version that was compared. All others are `busy`. Marks stay as stored, and the ring becomes
 * that of the lake's last events, so what was archived but not folded yet (a batch between lake and profile) is known
 * when it comes.
 */
export function createRebuildProfiles(
  ports: { readonly lake: LakeReader; readonly profiles: ProfileStore; readonly clock: Clock },
  rules: RebuildRules,
): (request: RebuildRequest) => Promise<RebuildReport> {
  return async (request) => {
    const tally = new RebuildTally();
    for (let index = 0; index < request.shareCount; index += 1) {
      const quietSinceMs = ports.clock.nowMs() - request.lakeLagMs;
      const share = await readShare(ports.lake, { index, count: request.shareCount }, tally);
      for (const keys of chunksOf(share.customerKeys, KEYS_AT_ONCE)) {
        const loaded = await loadParts(ports.profiles, keys);
        await mapConcurrently(loaded, WRITES_AT_ONCE, async (stored) => {
          const rebuilt = refold(share.eventsOf(stored.customerKey), stored, rules);
          const isBusy = Math.max(stored.hot.savedAtMs, share.newestAtMs(stored.customerKey)) >= quietSinceMs;
          const isSame = isSameProfile(stored, rebuilt, rules);
          if (isBusy) tally.busy.push(stored.customerKey);
          else if (isSame) tally.sameCount += 1;
          else if (request.isDryRun === true) tally.differing.push(stored.customerKey);
          else await replace(ports.profiles, stored, rebuilt, tally);
        });
      }
    }
    return tally;
  };
}

async function readShare(
  lake: LakeReader,
  share: { readonly index: number; readonly count: number },
  tally: RebuildTally,
): Promise<LakeShare> {
  const held = new LakeShare();
  const onUnreadable = (why: UnreadableLine) => {
    tally.unreadable[why] += 1;
  };
  for await (const line of lake.read({ share, onUnreadable })) held.add(line);
  tally.countShare(held);
  return held;
}

async function loadParts(profiles: ProfileStore, keys: readonly string[]): Promise<StoredProfile[]> {
  const [hots, histories] = await Promise.all([profiles.loadHot(keys), profiles.loadHistory(keys)]);
  return keys.flatMap((customerKey) => {
    const hot = hots.get(customerKey);
    const history = histories.get(customerKey);
    const isErased = hot?.erasedUntilMs !== undefined;
    return hot === undefined || history === undefined || isErased ? [] : [{ customerKey, hot, history }];
  });
}

function isSameProfile(stored: StoredProfile, rebuilt: RebuiltProfile, rules: RebuildRules): boolean {
  return (
    rules.isSameHot(rebuilt.hot, stored.hot.value) &&
    rules.isSameHistory(rebuilt.history, stored.history.value)
  );
}

/** Saves both parts over the versions that were compared, the history first; how far delivery had got stays as stored. */
async function replace(
  profiles: ProfileStore,
  { customerKey, hot, history }: StoredProfile,
  rebuilt: RebuiltProfile,
  tally: RebuildTally,
): Promise<void> {
  const { messageRing } = rebuilt.hot.delivery;
  try {
    await profiles.saveHistory(customerKey, history.version, {
      ...rebuilt.history,
      delivery: history.value.delivery,
    });
    const delivery = { ...hot.value.delivery, messageRing };
    await profiles.saveHot(customerKey, hot.version, { ...rebuilt.hot, delivery });
    tally.differing.push(customerKey);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    tally.busy.push(customerKey);
  }
}

interface StoredProfile {
  readonly customerKey: string;
  readonly hot: StoredPart<HotPart>;
  readonly history: StoredPart<HistoryPart>;
}

interface RebuiltProfile {
  readonly hot: HotPart;
  readonly history: HistoryPart;
}

/**
 * Folds distinct events in the order in which they were applied, as one delivery. Where nobody looked for addresses
 * when the profile began, the lake does not say which there were, and they stay unknown.
 */
function refold(
  events: readonly CustomerEvent[],
  stored: StoredProfile,
  rules: RebuildRules,
): RebuiltProfile {
  const record = { position: { shardId: 'rebuild', sequenceNumber: '1' }, events };
  const { emptyHot, emptyHistory } = rules;
  const { addresses } = stored.hot.value.state;
  const known = addresses === undefined ? { ...emptyHot.state, addresses } : emptyHot.state;
  const parts = { hot: { ...emptyHot, state: known }, history: emptyHistory };
  const { hot, history = rules.emptyHistory } = rules.fold(parts, [record], rules.settings);
  return { hot, history };
}

class RebuildTally implements RebuildReport {
  customerKeyCount = 0;
  eventCount = 0;
  repeatedEventCount = 0;
  sameCount = 0;
  readonly differing: string[] = [];
  readonly busy: string[] = [];
  readonly unreadable = { erased: 0, damaged: 0 };

  countShare(share: LakeShare): void {
    this.customerKeyCount += share.customerKeys.length;
    this.eventCount += share.eventCount;
    this.repeatedEventCount += share.repeatedEventCount;
  }
}
