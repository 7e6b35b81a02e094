import type { IdentifierClaims, KeyIdentifiers } from '#core/profiles/identity/identifiers.ts';
import type { MergeRecord } from '#core/profiles/identity/merge-record.ts';
import type { Versioned } from './versioned.ts';

/**
 * What is known about who is who: the identifiers that each customer key showed, the customer keys that showed each
 * identifier, and every merge that was asked for. Who is one person with whom is decided by the ledger alone.
 * Its promises are pinned by tests/contract/person-store.suite.ts.
 */
export interface PersonStore {
  /** Consistent; a key of which nothing is known comes back empty at version 0. */
  loadKeys(customerKeys: readonly string[]): Promise<ReadonlyMap<string, Versioned<KeyIdentifiers>>>;
  /** @throws ConflictError if the stored version is no longer `expectedVersion`. */
  saveKey(customerKey: string, expectedVersion: number, next: KeyIdentifiers): Promise<void>;
  /** Consistent; an identifier that nobody showed comes back empty at version 0. */
  loadIdentifiers(identifiers: readonly string[]): Promise<ReadonlyMap<string, Versioned<IdentifierClaims>>>;
  /** @throws ConflictError if the stored version is no longer `expectedVersion`. */
  saveIdentifier(identifier: string, expectedVersion: number, next: IdentifierClaims): Promise<void>;
  /** Every identifier that anybody showed, under every name, in no particular order; new ones may be missing. */
  identifiers(): AsyncIterable<string>;
  /** Consistent; undefined at version 0 if nobody asked for this merge. */
  loadMerge(mergeId: string): Promise<Versioned<MergeRecord | undefined>>;
  /** @throws ConflictError if the stored version is no longer `expectedVersion`. */
  saveMerge(expectedVersion: number, next: MergeRecord): Promise<void>;
  /** Notes that a merge or unmerge starts, before its first write; noting it again changes only the time. */
  noteUnderWay(note: UnderWay): Promise<void>;
  /** Takes the note back, after the last write. */
  forgetUnderWay(note: Pick<UnderWay, 'mergeId' | 'kind'>): Promise<void>;
  /** What was noted and not taken back, in no particular order. */
  underWay(): AsyncIterable<UnderWay>;
}

/** A merge or unmerge that may have been left half done. */
export interface UnderWay {
  readonly mergeId: string;
  /** Each has its note: a merge that ends must not take back that somebody is unmerging it. */
  readonly kind: 'merge' | 'unmerge';
  /** When it was noted, UTC epoch ms. */
  readonly atMs: number;
}
