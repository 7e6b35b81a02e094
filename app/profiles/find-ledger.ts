import type { LedgerStore } from '#app/ports/ledger-store.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { emptyLedger, type Ledger, ledgerOf } from '#core/profiles/ledger.ts';

/** A key's own item, its person's, and one more while a merge is under way. */
const HOPS = 4;
/** Looks again that often when a merge moved the key meanwhile. */
const ATTEMPTS = 16;

/** One ledger item, read consistently. */
export async function loadLedger(ledgers: LedgerStore, key: string): Promise<Versioned<Ledger>> {
  return (await ledgers.load([key])).get(key) ?? { value: emptyLedger(key), version: 0 };
}

/**
 * The ledger that speaks for a customer key: its own, or that of the person it was merged into. It may be amid a
 * merge; `step` says so.
 * @throws ConflictError if merges keep moving the key.
 */
export async function findLedger(ledgers: LedgerStore, customerKey: string): Promise<Versioned<Ledger>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    let found = await loadLedger(ledgers, customerKey);
    for (let hop = 0; hop < HOPS && found.value.aliasOf !== undefined; hop += 1) {
      found = await loadLedger(ledgers, found.value.aliasOf);
    }
    if (speaksFor(found.value, customerKey)) return found;
  }
  throw new ConflictError('the ledger of this customer key keeps moving');
}

/** The ledgers that decide for these customer keys: two batch reads, however many keys. */
export type LoadLedgers = (customerKeys: readonly string[]) => Promise<ReadonlyMap<string, Ledger>>;

/** Loads from this store; a key amid a merge is read as it stands at that moment. */
export function createLoadLedgers(ports: { readonly ledgers: LedgerStore }): LoadLedgers {
  const { ledgers } = ports;
  return async (customerKeys) => {
    const own = await ledgers.load(customerKeys);
    const persons = [...own.values()].flatMap(({ value }) => value.aliasOf ?? []);
    const merged = persons.length > 0 ? await ledgers.load([...new Set(persons)]) : new Map<string, never>();
    const decided = new Map<string, Ledger>();
    for (const key of customerKeys) {
      const item = own.get(key)?.value;
      const speaker = merged.get(item?.aliasOf ?? key)?.value ?? item;
      const isCurrent = speaker !== undefined && speaksFor(speaker, key);
      decided.set(key, personOf(isCurrent ? speaker : (await findLedger(ledgers, key)).value, key));
    }
    return decided;
  };
}

/** A key that is just leaving a person is judged by what it leaves with. */
function personOf(ledger: Ledger, key: string): Ledger {
  const { step } = ledger;
  return step?.kind === 'leaving' && step.part.members.includes(key) ? ledgerOf(step.part) : ledger;
}

function speaksFor({ members, step }: Ledger, key: string): boolean {
  return members.includes(key) || (step?.kind === 'leaving' && step.part.members.includes(key));
}
