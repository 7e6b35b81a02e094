import { versionIs } from '#app/ports/condition.ts';
import type { PersonalStore, PersonScope } from '#app/ports/personal-store.ts';
import type { Item, ItemKey, Table } from '#app/ports/table.ts';
import type { ClearedStore } from '#contracts/personal-stores.ts';
import { compareText } from '#core/profiles/consent.ts';
import type { IdentifierClaims } from '#core/profiles/identity/identifiers.ts';
import { createForgetDue, createForgetReceipts, type PlannedOccurrence } from './forget-messages.ts';
import type { PersonKeys } from './person-keys.ts';

/** Tables and keys that hold persons. */
export interface PersonalTables {
  readonly contact: Table;
  readonly profile: Table;
  readonly ledger: Table;
  readonly person: Table;
  readonly due: Table;
  readonly receipt: Table;
  readonly personKeys: Pick<PersonKeys, 'destroy'>;
  /** Every occurrence for which messages were planned. */
  readonly occurrences: () => AsyncIterable<PlannedOccurrence>;
}

/** How each declared store forgets. Items that stations add under a person's key go with the others: whole partitions are cleared. */
export function createPersonalStores(tables: PersonalTables): Readonly<Record<ClearedStore, PersonalStore>> {
  return {
    contacts: { forget: ({ customerKeys }) => clearPartitions(tables.contact, customerKeys) },
    lake: {
      async forget({ customerKeys }) {
        for (const key of customerKeys) await tables.personKeys.destroy(key);
        return customerKeys.length;
      },
    },
    'due messages': createForgetDue(tables.due),
    receipts: createForgetReceipts(tables.receipt, tables.occurrences),
    profiles: {
      async forget({ customerKeys }, untilMs) {
        // First what new events are folded into: a fold that is under way can't finish after that.
        const keys = customerKeys.map((customerKey) => ({ customerKey, part: 'hot' }));
        const count = await bury(tables.profile, keys, untilMs);
        return count + (await clearPartitions(tables.profile, customerKeys, untilMs === undefined));
      },
    },
    ledger: {
      // An alias points to a smaller key: it goes before what it points to, so that a reader never follows it into nothing.
      forget: ({ customerKeys }, untilMs) => {
        const keys = [...customerKeys].sort(compareText).map((personId) => ({ personId }));
        return bury(tables.ledger, keys.reverse(), untilMs);
      },
    },
    links: { forget: (scope) => forgetLinks(tables.person, scope) },
  };
}

/** Puts a tombstone in the place of each item, or nothing. */
async function bury(table: Table, keys: readonly ItemKey[], untilMs: number | undefined): Promise<number> {
  let count = 0;
  for (const key of keys) {
    const [item] = await table.get([key]);
    const isHeld = item !== undefined && item['erasedUntilMs'] === undefined;
    count += Number(isHeld);
    if (untilMs === undefined) await table.remove(key);
    else if (isHeld || item === undefined) {
      const version = item === undefined ? 0 : versionOf(item);
      const tombstone = { erasedUntilMs: untilMs, expiresAt: Math.ceil(untilMs / 1000) };
      // One version on: whoever read what was there can't write it back.
      await table.put({ ...key, ...tombstone, version: version + 1 }, versionIs(version));
    }
  }
  return count;
}

async function clearPartitions(table: Table, partitions: readonly string[], isAll = true): Promise<number> {
  const { partitionKey, sortKey = '' } = table.schema;
  const keys: ItemKey[] = [];
  for (const partition of partitions) {
    for await (const item of table.query(partition))
      if (isAll || item['erasedUntilMs'] === undefined)
        keys.push({ [partitionKey]: partition, [sortKey]: String(item[sortKey]) });
  }
  return clear(table, keys);
}

async function clear(table: Table, keys: readonly ItemKey[]): Promise<number> {
  const stored = await table.get(keys);
  for (const key of keys) await table.remove(key);
  return stored.length;
}

async function forgetLinks(
  table: Table,
  { customerKeys, identifiers, mergeIds }: PersonScope,
): Promise<number> {
  const own = new Set(customerKeys);
  let count = 0;
  for (const identifier of identifiers) count += await forgetClaim(table, identifier, own);
  const keys = [
    ...mergeIds.map((mergeId) => ({ subject: `merge#${mergeId}`, fact: 'merge' })),
    ...customerKeys.map((key) => ({ subject: `key#${key}`, fact: 'key' })),
  ];
  return count + (await clear(table, keys));
}

const claimKey = (identifier: string): ItemKey => ({
  subject: `identifier#${identifier}`,
  fact: 'identifier',
});

/** Others may have shown the identifier too: theirs stays, under all its names. */
async function forgetClaim(table: Table, identifier: string, own: ReadonlySet<string>): Promise<number> {
  const key = claimKey(identifier);
  const [item] = await table.get([key]);
  if (item === undefined) return 0;
  const claims = JSON.parse(String(item['value'])) as IdentifierClaims;
  if (claims.sameAs !== undefined) return forgetClaim(table, claims.sameAs, own);
  const { keys, names = [] } = claims;
  const others = keys.filter((one) => !own.has(one));
  if (keys.length > 0 && others.length === keys.length) return 0;
  const version = versionOf(item);
  if (others.length === 0) {
    await clear(table, names.map(claimKey));
    await table.remove(key, versionIs(version));
  } else
    await table.put(
      { ...key, version: version + 1, value: JSON.stringify({ ...claims, keys: others }) },
      versionIs(version),
    );
  return 1;
}

const versionOf = ({ version }: Item): number => (typeof version === 'number' ? version : 0);
