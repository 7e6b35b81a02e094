import { versionIs } from '#app/ports/condition.ts';
import type { LedgerStore } from '#app/ports/ledger-store.ts';
import type { Item, Table } from '#app/ports/table.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import { DomainError } from '#core/kernel/errors.ts';
import { emptyLedger, type Ledger } from '#core/profiles/ledger.ts';
import { decodeLedger, encodeLedger } from './ledger-codec.ts';

/** Ledgers as items `personId, version, ledger`. They do not expire: a refusal must outlive the profile. */
export function createTableLedgerStore(table: Table): LedgerStore {
  return {
    async load(personIds) {
      const items = await table.get(personIds.map((personId) => ({ personId })));
      const found = new Map(items.map((item) => [item['personId'], item]));
      return new Map(personIds.map((personId) => [personId, ledgerIn(personId, found.get(personId))]));
    },
    save: (personId, expectedVersion, next) =>
      table.put(
        { personId, version: expectedVersion + 1, ledger: encodeLedger(next) },
        versionIs(expectedVersion),
      ),
  };
}

function ledgerIn(personId: string, item: Item | undefined): Versioned<Ledger> {
  if (item === undefined) return { value: emptyLedger(personId), version: 0 };
  const { version, ledger, erasedUntilMs } = item;
  if (typeof version === 'number' && typeof erasedUntilMs === 'number')
    return { value: emptyLedger(personId), version, erasedUntilMs };
  if (typeof version !== 'number' || typeof ledger !== 'string')
    throw new DomainError('a stored ledger is not whole');
  return { value: decodeLedger(personId, ledger), version };
}
