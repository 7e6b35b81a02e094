import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import { createExplainIdentity } from '#app/profiles/explain-identity.ts';
import { createLinkIdentities } from '#app/profiles/link-identities.ts';
import { createMergePersons } from '#app/profiles/merge-persons.ts';
import { createResolvePerson } from '#app/profiles/resolve-person.ts';
import { createRotateKeys } from '#app/profiles/rotate-keys.ts';
import { createUnmergePersons } from '#app/profiles/unmerge-persons.ts';
import { tables } from '#contracts/tables.ts';
import type { TenantKeys } from '#contracts/tenant-keys.ts';
import { extractContacts } from '#core/events/extract-contacts.ts';
import type { Message } from '#core/events/message.ts';
import { gateId, privacyGate } from '#core/events/privacy-gate.ts';
import { toCustomerEvent } from '#core/events/to-customer-event.ts';
import { testHasher } from '#tests/identifier-hash.ts';

/** A hasher under the keys of a secret, as far as tests need one. */
const hasherOf = ({ keys }: TenantKeys): KeyedHasher =>
  testHasher(
    keys.filter(({ retired }) => retired !== true).map(({ id }) => id),
    keys.filter(({ retired }) => retired === true).map(({ id }) => id),
  );

/** Front door, gate and identity over memory tables, with a secret whose keys can be rotated. */
export function createRotationWorld() {
  const held = {
    person: createMemoryTable(tables.person),
    ledger: createMemoryTable(tables.ledger),
    contact: createMemoryTable(tables.contact),
  };
  let keys: TenantKeys = { keys: [{ id: 'k1', secret: '' }] };
  let nowMs = Date.UTC(2026, 10, 22);
  const ports = {
    persons: createTablePersonStore(held.person),
    ledgers: createTableLedgerStore(held.ledger),
    contacts: createTableContactStore(held.contact),
    clock: { nowMs: () => nowMs },
  };
  const rotate = createRotateKeys({
    ...ports,
    hasherOf,
    newSecret: () => '',
    keys: {
      load: async () => keys,
      async save(next) {
        keys = next;
      },
    },
  });
  const link = createLinkIdentities(ports);
  const resolve = createResolvePerson(ports);

  /** What a hash was made of, by hash, for these texts under both keys. */
  const clearTexts = (texts: readonly string[]): ReadonlyMap<string, string> =>
    new Map(
      texts.flatMap((text) => ['k1', 'k2'].map((id) => [gateId(text, testHasher([id]).hash), text] as const)),
    );

  return {
    held,
    ports,
    rotate,
    link,
    merge: createMergePersons(ports),
    unmerge: createUnmergePersons(ports),
    explain: createExplainIdentity(ports),
    hash: () => hasherOf(keys).hash,
    passDays(days: number) {
      nowMs += days * 86_400_000;
    },
    /** A message as it comes by the front door. */
    async send(message: Message) {
      const { hash } = hasherOf(keys);
      await ports.contacts.put(extractContacts(message, hash, 1).put);
      await link([toCustomerEvent(privacyGate(message, hash), 1)]);
    },
    /** Who is one person with this customer id, in clear, whatever key the ids are hashed under. */
    async personOf(id: string, texts: readonly string[], keyId: string): Promise<string> {
      const clear = clearTexts(texts);
      const { customerKeys } = await resolve(gateId(id, testHasher([keyId]).hash));
      return [...new Set(customerKeys.map((key) => clear.get(key) ?? key))].sort().join('+');
    },
    clearTexts,
    /** Every item of the person table, as text. */
    async personItems(): Promise<string> {
      const items: string[] = [];
      for await (const key of held.person.keys()) items.push(JSON.stringify(await held.person.get([key])));
      return items.sort().join('\n');
    },
  };
}
