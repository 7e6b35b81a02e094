import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createStateComparison } from '#adapters/node/profile-codec.ts';
import { consentRules } from '#app/events/consent-rules.ts';
import { createReportQuality } from '#app/events/quality-report.ts';
import { createReplayFailures } from '#app/events/replay-failures.ts';
import { createReplayQuarantine } from '#app/events/replay-quarantine.ts';
import { createTailEvents, type TailLine } from '#app/events/tail-events.ts';
import { createLoadLedgers } from '#app/profiles/find-ledger.ts';
import { createRebuildProfiles } from '#app/profiles/rebuild-profiles.ts';
import { foldProfile } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { askGateway, type Connection } from '../connection.ts';
import type { Arrival, QualityFinding, Rebuilt, ReplayAsked, Replayed } from '../services.ts';
import { openCloudStores } from './cloud-stores.ts';

/** Firehose gathers for a minute; the slack is for a busy one. */
const LAKE_LAG_MS = 180_000;
/** Each share's events are held in memory at once. */
const REBUILD_SHARES = 16;

/** Messages as they arrive, each with what becomes of it. */
export async function* tailEvents(
  connection: Connection,
  options: { readonly customerKey: string | undefined; readonly signal: AbortSignal },
): AsyncIterable<Arrival> {
  const stores = await openCloudStores(connection);
  const tail = createTailEvents({
    ...stores,
    consents: consentRules,
    loadLedgers: createLoadLedgers(stores),
  });
  for await (const line of tail(undefined, options.signal)) {
    if (options.customerKey !== undefined && line.customerKey !== options.customerKey) continue;
    yield arrivalOf(line);
  }
}

function arrivalOf({ arrivedAtMs, customerKey, name, messageId, verdict }: TailLine): Arrival {
  const seen = {
    atMs: arrivedAtMs,
    customerKey: customerKey ?? '?',
    name: name ?? '?',
    messageId: messageId ?? '?',
  };
  if (verdict.kind === 'quarantined') {
    const { reason, path, detail, expected } = verdict.rejection;
    return { ...seen, status: 'quarantined', reason, path, detail, ...(expected && { expected }) };
  }
  const withoutConsent = verdict.withoutConsent.join(', ');
  const status = verdict.kind;
  return withoutConsent === '' ? { ...seen, status } : { ...seen, status, withoutConsent };
}

/** Puts what is in quarantine, or what retries gave up, on the stream again. */
export async function replayQuarantine(
  connection: Connection,
  { reason, isFailures, ids, mend }: ReplayAsked,
): Promise<Replayed> {
  const stores = await openCloudStores(connection);
  if (isFailures) {
    const { recordCount, unreadable } = await createReplayFailures(stores)();
    return {
      replayedCount: recordCount,
      skippedCount: 0,
      refused: unreadable.length === 0 ? {} : { unreadable: unreadable.length },
    };
  }
  const report = await createReplayQuarantine(stores)({
    ...(reason && { reason }),
    ...(ids.length > 0 && { ids: new Set(ids) }),
    ...(mend && { mend }),
  });
  return {
    replayedCount: report.replayedCount,
    skippedCount: report.knownCount,
    refused: Object.fromEntries(report.refused),
  };
}

/** What the quality rules found within the last 14 days, alarms first. */
export async function checkQuality(connection: Connection): Promise<readonly QualityFinding[]> {
  const stores = await openCloudStores(connection);
  const { rows, alarms } = await createReportQuality(stores)();
  return [
    ...alarms.map(({ source, rule, extent, sentence }) => ({
      severity: 'alarm' as const,
      source,
      rule,
      count: Math.round(extent),
      sentence,
    })),
    ...rows.map(({ source, rule, count, perEvent, sentence }) => ({
      severity: perEvent >= 0.05 ? ('warning' as const) : ('info' as const),
      source,
      rule,
      count,
      sentence,
    })),
  ];
}

/** Folds every profile anew from the archive. */
export async function rebuildProfiles(
  connection: Connection,
  options: { readonly isDryRun: boolean },
): Promise<Rebuilt> {
  const stores = await openCloudStores(connection);
  // The local run can be told to write what it has gathered; a stage is waited for.
  if (connection.endpoint !== undefined) await askGateway(connection.endpoint, '/firehose/flush', 'POST');
  const rebuild = createRebuildProfiles(stores, {
    fold: foldProfile,
    settings: stores.settings,
    emptyHot: emptyHotPart,
    emptyHistory: emptyHistoryPart,
    ...createStateComparison(profileCodec),
  });
  const report = await rebuild({
    shareCount: connection.kind === 'local' ? 1 : REBUILD_SHARES,
    lakeLagMs: connection.kind === 'local' ? 0 : LAKE_LAG_MS,
    isDryRun: options.isDryRun,
  });
  return {
    profileCount: report.customerKeyCount,
    eventCount: report.eventCount,
    changedCount: report.differing.length,
    busyCount: report.busy.length,
  };
}
