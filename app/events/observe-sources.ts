import type { SourceStore } from '#app/ports/source-store.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { addCounts, type Counts } from '#core/events/quality/counts.ts';
import { mergeStats, type SourceStats, statsOfBatch } from '#core/events/quality/source-stats.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { sourceOf } from './source-of.ts';

/** What came in one batch and was kept. */
export interface ObservedBatch {
  /** Who writes, e.g. the shard's id: two writers never wait for each other. */
  readonly writer: string;
  /** Counted for the first time. */
  readonly accepted: readonly CustomerEvent[];
  /** Seen before. */
  readonly duplicates: readonly CustomerEvent[];
}

/**
 * Learns from a batch what its sources usually send and counts what the rules find: one write per source.
 * @returns how often each rule found something in this batch: a metric per rule.
 */
export type ObserveSources = (batch: ObservedBatch) => Promise<Counts>;

/** Sources told apart in one batch; names come from outside. */
const SOURCES_AT_MOST = 64;
const ATTEMPTS = 8;

/** Observes into this store. */
export function createObserveSources(ports: { readonly sources: SourceStore }): ObserveSources {
  const observe = async (
    source: string,
    writer: string,
    batch: Omit<ObservedBatch, 'writer'>,
  ): Promise<SourceStats> => {
    for (let attempt = 1; ; attempt += 1) {
      const { value, version } = await ports.sources.load(source, writer);
      const added = statsOfBatch(value, { events: batch.accepted, duplicates: batch.duplicates });
      try {
        await ports.sources.save({ source, writer, stats: mergeStats(value, added) }, version);
        return added;
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
      }
    }
  };

  return async ({ writer, accepted, duplicates }) => {
    const [ofAccepted, ofDuplicates] = [bySource(accepted), bySource(duplicates)];
    let found: Counts = {};
    for (const source of new Set([...ofAccepted.keys(), ...ofDuplicates.keys()])) {
      const batch = { accepted: ofAccepted.get(source) ?? [], duplicates: ofDuplicates.get(source) ?? [] };
      const added = await observe(source, writer, batch);
      for (const rules of Object.values(added.days)) found = addCounts(found, rules);
    }
    return found;
  };
}

function bySource(events: readonly CustomerEvent[]): Map<string, CustomerEvent[]> {
  const sources = new Set<string>();
  return Map.groupBy(events, (event) => {
    const source = sourceOf(event);
    if (sources.size < SOURCES_AT_MOST) sources.add(source);
    return sources.has(source) ? source : 'other';
  });
}
