import type { Clock } from '#app/ports/clock.ts';
import type { SourceStore } from '#app/ports/source-store.ts';
import { judgeCadence } from '#core/events/quality/cadence.ts';
import { mergeStats, type SourceStats } from '#core/events/quality/source-stats.ts';

/** A source that does not do what it usually does. */
export interface SourceAlarm {
  readonly source: string;
  readonly rule: 'silent_source' | 'lagging_source';
  /** Silent: when its last event came. Lagging: when its late one came. UTC epoch ms. */
  readonly sinceMs: number;
  /** Silent: events that were to be expected since. Lagging: how late the newest came, in seconds. */
  readonly extent: number;
}

/** Looks at every source's cadence; run by a schedule. */
export type WatchSources = () => Promise<readonly SourceAlarm[]>;

/** Watches this store. */
export function createWatchSources(ports: {
  readonly sources: SourceStore;
  readonly clock: Clock;
}): WatchSources {
  return async () => {
    const nowMs = ports.clock.nowMs();
    const alarms: SourceAlarm[] = [];
    for (const [source, stats] of await loadSources(ports.sources)) {
      const alarm = alarmOf(source, stats, nowMs);
      if (alarm !== undefined) alarms.push(alarm);
    }
    return alarms;
  };
}

/** What all writers together know of each source, by name. */
export async function loadSources(sources: SourceStore): Promise<ReadonlyMap<string, SourceStats>> {
  const found = new Map<string, SourceStats>();
  for await (const { source, stats } of sources.all()) {
    const known = found.get(source);
    found.set(source, known === undefined ? stats : mergeStats(known, stats));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The alarm that a source's cadence gives rise to now, else undefined. */
export function alarmOf(source: string, { cadence }: SourceStats, nowMs: number): SourceAlarm | undefined {
  if (cadence === undefined) return undefined;
  const verdict = judgeCadence(cadence, nowMs);
  switch (verdict.kind) {
    case 'silent':
      return {
        source,
        rule: 'silent_source',
        sinceMs: verdict.sinceMs,
        extent: Math.floor(verdict.expectedCount),
      };
    case 'lagging': {
      const extent = Math.round(verdict.delayMs / 1000);
      return { source, rule: 'lagging_source', sinceMs: cadence.lastReceivedMs, extent };
    }
    case 'learning':
    case 'regular':
      return undefined;
  }
}
