import type { SourceStats } from '#core/events/quality/source-stats.ts';
import type { Versioned } from './versioned.ts';

/**
 * What is known of each source of events. Every writer (a shard's function) has an item of its own per source, so
 * that writers do not wait for each other; readers add them up. Its promises are pinned by
 * tests/contract/source-store.suite.ts.
 */
export interface SourceStore {
  /** Consistent; a source that the writer has not seen comes back empty at version 0. */
  load(source: string, writer: string): Promise<Versioned<SourceStats>>;
  /** @throws ConflictError if the stored version is no longer `version`. */
  save(item: SourceItem, expectedVersion: number): Promise<void>;
  /** The items of all writers, in no particular order. */
  all(): AsyncIterable<SourceItem>;
}

/** What one writer knows of one source. */
export interface SourceItem {
  readonly source: string;
  readonly writer: string;
  readonly stats: SourceStats;
}
