import type { HistoryPart } from '#core/profiles/history-part.ts';
import type { HotPart } from '#core/profiles/hot-part.ts';
import type { Versioned } from './versioned.ts';

/** A part of a profile as stored. */
export interface StoredPart<Part> extends Versioned<Part> {
  /** When it was last written, UTC epoch ms to the second; 0 when it is not stored yet. */
  readonly savedAtMs: number;
}

/** Keeps the two parts of each customer key's profile. Its promises are pinned by tests/contract/profile-store.suite.ts. */
export interface ProfileStore {
  /** The stored hot parts, consistent; a key that is not stored comes back empty at version 0. */
  loadHot(customerKeys: readonly string[]): Promise<ReadonlyMap<string, StoredPart<HotPart>>>;
  loadHistory(customerKeys: readonly string[]): Promise<ReadonlyMap<string, StoredPart<HistoryPart>>>;
  /** @throws ConflictError if the stored version is no longer `expectedVersion`. */
  saveHot(customerKey: string, expectedVersion: number, next: HotPart): Promise<void>;
  /** @throws ConflictError if the stored version is no longer `expectedVersion`. */
  saveHistory(customerKey: string, expectedVersion: number, next: HistoryPart): Promise<void>;
  /** Every customer key that has a profile, in no particular order. */
  keys(): AsyncIterable<string>;
}
