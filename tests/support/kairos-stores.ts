import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createStateComparison } from '#adapters/node/profile-codec.ts';
import { consentRules } from '#app/events/consent-rules.ts';
import { createReplayQuarantine } from '#app/events/replay-quarantine.ts';
import { createTailEvents } from '#app/events/tail-events.ts';
import { createLoadLedgers } from '#app/profiles/find-ledger.ts';
import { createRebuildProfiles } from '#app/profiles/rebuild-profiles.ts';
import type { Connection } from '#bin/connection.ts';
import { openCloudStores } from '#bin/wiring/cloud-stores.ts';
import { foldProfile } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';

/** The stores of the command line, and use cases over them with settings that no verb offers. */
export async function openStores(connection: Connection) {
  const stores = await openCloudStores(connection);
  const loadLedgers = createLoadLedgers(stores);
  return {
    ...stores,
    loadLedgers,
    rebuild: createRebuildProfiles(stores, {
      fold: foldProfile,
      settings: stores.settings,
      emptyHot: emptyHotPart,
      emptyHistory: emptyHistoryPart,
      ...createStateComparison(profileCodec),
    }),
    replayQuarantine: createReplayQuarantine(stores),
    tail: createTailEvents({ ...stores, consents: consentRules, loadLedgers }),
  };
}

/** What `openStores` opens. */
export type Stores = Awaited<ReturnType<typeof openStores>>;
