import type { Ledger } from '#core/profiles/ledger.ts';
import type { Versioned } from './versioned.ts';

/** The one item per person that decides a send: consents now, caps and claims later. */
export interface LedgerStore {
  /** Consistent; a key without a ledger comes back empty at version 0. Aliases are followed by the caller. */
  load(personIds: readonly string[]): Promise<ReadonlyMap<string, Versioned<Ledger>>>;
  /** @throws ConflictError if the stored version is no longer `expectedVersion`. */
  save(personId: string, expectedVersion: number, next: Ledger): Promise<void>;
}
