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
      const share = new LakeShare();
      const reading = {
        share: { index, count: request.shareCount },
        onUnreadable: (why: UnreadableLine) => void (tally.unreadable[why] += 1),
      };
      for await (const line of ports.lake.read(reading)) share.add(line);
      tally.countShare(share);
      for (const keys of chunksOf(share.customerKeys, KEYS_AT_ONCE)) {
        const [hot, history] = await Promise.all([
          ports.profiles.loadHot(keys),
          ports.profiles.loadHistory(keys),
        ]);
        await mapConcurrently(keys, WRITES_AT_ONCE, async (key) => {
          const stored = { hot: hot.get(key), history: history.get(key) };
          if (stored.hot === undefined || stored.history === undefined) return;
          const isBusy = Math.max(stored.hot.savedAtMs, share.newestAtMs(key)) >= quietSinceMs;
          if (isBusy) tally.busy.push(key);
          else await rebuildOne(key, share.eventsOf(key), { hot: stored.hot, history: stored.history });
        });
      }
    }
    return tally;

    async function rebuildOne(
      key: string,
      events: readonly CustomerEvent[],
      stored: StoredParts,
    ): Promise<void> {
      const rebuilt = refold(events, rules);
      const isHotSame = rules.isSameHot(rebuilt.hot, stored.hot.value);
      const isHistorySame = rules.isSameHistory(rebuilt.history, stored.history.value);
      if (isHotSame && isHistorySame) {
        tally.sameCount += 1;
        return;
      }
      try {
        if (!isHistorySame && request.isDryRun !== true) {
          await ports.profiles.saveHistory(
            key,
            stored.history.version,
            withMarksOf(stored.history.value, rebuilt.history),
          );
        }
        if (!isHotSame && request.isDryRun !== true) {
          const { messageRing } = rebuilt.hot.delivery;
          const delivery = { ...stored.hot.value.delivery, messageRing };
          await ports.profiles.saveHot(key, stored.hot.version, { ...rebuilt.hot, delivery });
        }
        tally.differing.push(key);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        tally.busy.push(key);
      }
    }
  };
}

interface StoredParts {
  readonly hot: StoredPart<HotPart>;
  readonly history: StoredPart<HistoryPart>;
}

/** Folds distinct events in the order in which they were applied, as one delivery. */
function refold(
  events: readonly CustomerEvent[],
  rules: RebuildRules,
): { readonly hot: HotPart; readonly history: HistoryPart } {
  const record = { position: { shardId: 'rebuild', sequenceNumber: '1' }, events };
  const parts = { hot: rules.emptyHot, history: rules.emptyHistory };
  const { hot, history = rules.emptyHistory } = rules.fold(parts, [record], rules.settings);
  return { hot, history };
}

/** How far the stored history had got stays true of the rebuilt one. */
function withMarksOf(stored: HistoryPart, rebuilt: HistoryPart): HistoryPart {
  return 'delivery' in stored ? { ...rebuilt, delivery: stored.delivery } : rebuilt;
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
