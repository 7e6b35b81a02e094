import { describe, expect, it } from '@jest/globals';
import { createMemoryLake } from '#adapters/memory/memory-lake.ts';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createPersonKeys } from '#adapters/node/person-keys.ts';
import { createPersonalStores } from '#adapters/node/personal-stores.ts';
import { createTableClickStore } from '#adapters/node/table-click-store.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableDueIndex } from '#adapters/node/table-due-index.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import type { LakeLine } from '#app/ports/lake.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { createErasePerson, createResumeErasure } from '#app/profiles/erase-person.ts';
import { createMergePersons } from '#app/profiles/merge-persons.ts';
import { tables } from '#contracts/tables.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { eventOf } from '#tests/support/customer-event.ts';
import { canariesIn } from '#tests/support/find-canaries.ts';
import { plannedMessage } from '#tests/support/planned-message.ts';

const CORE = 'canarykim';
const KEYS = ['canarykim-app', 'canarykim-till', 'canarykim-web'];
const OTHER = 'somebody-else';
const DAY_MS = 86_400_000;
const HELD = ['contact', 'profile', 'ledger', 'person', 'due', 'receipt', 'lake'];
/** Where her keys stay until the second pass: on the request, and where events come in, so that hers are turned away. */
const TURNED_AWAY = ['profile', 'ledger', 'document'];

/** A cloud that holds three linked keys of one person and one key of another, who once used the same device. */
async function createHeldPerson() {
  let writesLeft = Number.POSITIVE_INFINITY;
  const keyIds = [''];
  let nowMs = Date.parse('2026-11-22T00:00:00Z');
  const clock = { nowMs: () => nowMs };
  const fragile = (schema: TableSchema): Table => {
    const table = createMemoryTable(schema);
    const write = async (work: () => Promise<void>): Promise<void> => {
      writesLeft -= 1;
      if (writesLeft === -1) throw new UnavailableError('killed');
      await work();
    };
    return {
      ...table,
      put: (...args) => write(() => table.put(...args)),
      remove: (...args) => write(() => table.remove(...args)),
    };
  };
  const [contact, profile, ledger, person, personKey, document, due, receipt] = (
    ['contact', 'profile', 'ledger', 'person', 'personKey', 'document', 'due', 'receipt'] as const
  ).map((name) => fragile(tables[name])) as [Table, Table, Table, Table, Table, Table, Table, Table];
  const personKeys = createPersonKeys(personKey, {
    tenantKeys: [{ id: 'k1', key: Buffer.alloc(32, 7) }],
    clock,
  });
  const ledgers = createTableLedgerStore(ledger);
  const persons = createTablePersonStore(person);
  const lake = createMemoryLake(personKeys);
  const contacts = createTableContactStore(contact);
  const dueIndex = createTableDueIndex(due, clock);
  const receipts = createTableReceiptStore(receipt);
  const artefacts = createObjectArtefactStore(createMemoryObjectStore());

  const fill = async (customerKey: string): Promise<void> => {
    for (const part of ['hot', 'history', 'predictions'])
      await profile.put({
        customerKey,
        part,
        version: 1,
        state: Buffer.from(JSON.stringify({ search: customerKey })),
      });
    await contacts.put([
      {
        customerKey,
        channel: 'email',
        address: `${customerKey}@x.kr`,
        addressHash: `k1.${customerKey}`,
        atMs: 1,
      },
    ]);
    await persons.saveKey(customerKey, 0, {
      identifiers: ['device:shared-tablet', `email:${customerKey}`],
      pending: [],
    });
    await persons.saveIdentifier(`email:${customerKey}`, 0, { keys: [customerKey] });
    const event = eventOf({
      name: 'Products Searched',
      atMs: 1,
      customerKey,
      properties: { query: customerKey },
    });
    await lake.append([{ customerKey, appliedAtMs: 1, events: [event] }]);
    const planned = (campaignId: string, occurrence: string) =>
      plannedMessage({ campaignId, occurrence, personId: customerKey });
    await dueIndex.put([planned('summer', 'once')]);
    for (const message of [planned('summer', 'once'), planned('cart', 't-1')]) {
      await createTableClickStore(receipt).put({
        ...{ messageKey: message.messageKey, kind: 'link', atMs: 1, userAgent: '' },
      });
      await receipts.put({
        message,
        status: 'accepted',
        reason: '',
        atMs: 1,
        sendInstantMs: 1,
        costMicros: 7,
        providerId: `provider-${customerKey}`,
      });
    }
  };
  for (const key of [...KEYS, OTHER]) await fill(key);
  await persons.saveIdentifier('device:shared-tablet', 0, { keys: [...KEYS, OTHER] });
  const merge = createMergePersons({ ledgers, persons, clock });
  const evidence = (note: string) => ({ kind: 'manual' as const, note });
  await merge({ keys: [KEYS[0] as string, KEYS[1] as string], evidence: evidence('a') });
  await merge({ keys: [KEYS[1] as string, KEYS[2] as string], evidence: evidence('b') });

  const documents = createTableDocumentStore(document);
  const ports = {
    ledgers,
    persons,
    documents,
    artefacts,
    clock,
    hashKeys: (key: string) => keyIds.map((id) => `${id}h${key.length}`) as [string, ...string[]],
    newPseudonym: () => 'erased-1',
    stores: createPersonalStores({
      ...{ contact, profile, ledger, person, due, receipt, personKeys },
      async *occurrences() {
        yield { campaignId: 'summer', occurrence: 'once' };
        yield { campaignId: 'cart', occurrence: undefined };
      },
    }),
  };
  const erase = createErasePerson(ports);
  const everything = { contact, profile, ledger, person, due, receipt, document };
  return {
    resume: createResumeErasure(ports),
    artefacts,
    documents,
    fill,
    erase: () => erase({ customerKey: KEYS[1] as string, by: 'officer', reason: 'asked on 2026-11-21' }),
    async accounts(campaignId: string): Promise<{ count: number; costMicros: number }> {
      const sums = { count: 0, costMicros: 0 };
      for await (const { costMicros } of receipts.list(campaignId)) {
        sums.count += 1;
        sums.costMicros += costMicros;
      }
      return sums;
    },
    rotate: () => keyIds.unshift('k2.'),
    dieAfter: (writes: number) => {
      writesLeft = writes;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** Places where the person is found, and where the other one still is. */
    async places(core: string): Promise<string[]> {
      const found: string[] = [];
      for (const [name, table] of Object.entries(everything))
        if (canariesIn(await bytesOf(table), [core]).length > 0) found.push(name);
      const lines: LakeLine[] = [];
      for await (const line of lake.read()) lines.push(line);
      return canariesIn(Buffer.from(JSON.stringify(lines)), [core]).length > 0 ? [...found, 'lake'] : found;
    },
  };
}

async function bytesOf(table: Table): Promise<Buffer> {
  const keys = [];
  for await (const key of table.keys()) keys.push(key);
  const plain = (_: string, value: unknown): unknown =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  // Bytes turn themselves into JSON before a replacer sees them.
  const items = (await table.get(keys)).map((item) =>
    Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(name, value)])),
  );
  return Buffer.from(JSON.stringify(items));
}

describe('erasing a person', () => {
  it('finds her in every declared store before and in none after, under all linked keys', async () => {
    const held = await createHeldPerson();
    expect(await held.places(CORE)).toEqual(HELD);
    expect(await held.erase()).toMatchObject({ state: 'cleared', requestedBy: 'officer' });
    expect(await held.places(CORE)).toEqual(TURNED_AWAY);
    held.pass(DAY_MS + 3_600_000);
    expect(await held.erase()).toMatchObject({ state: 'done' });
    expect(await held.places(CORE)).toEqual([]);
  });

  it("leaves another person's data, also where both showed one identifier", async () => {
    const held = await createHeldPerson();
    await held.erase();
    expect(await held.places('somebodyelse')).toEqual([
      'contact',
      'profile',
      'person',
      'due',
      'receipt',
      'lake',
    ]);
  });

  it('removes what arrived meanwhile with its second pass, a day later and not before', async () => {
    const held = await createHeldPerson();
    const first = await held.erase();
    await held.fill(KEYS[0] as string);
    expect(await held.erase()).toEqual(first);
    held.pass(DAY_MS + 3_600_000);
    await held.erase();
    expect(await held.places(CORE)).toEqual([]);
  });

  it('is gone on with by the name of its request alone, and stays done', async () => {
    const held = await createHeldPerson();
    const first = await held.erase();
    expect(await held.resume(first.id)).toEqual(first);
    held.pass(DAY_MS + 3_600_000);
    const done = await held.resume(first.id);
    expect([done.state, await held.places(CORE)]).toEqual(['done', []]);
    expect(await held.resume(first.id)).toEqual(done);
    await expect(held.resume('nobody')).rejects.toMatchObject({ name: 'InputError' });
  });

  it('is the same request though the hashing key was rotated between its passes', async () => {
    const held = await createHeldPerson();
    const first = await held.erase();
    held.rotate();
    held.pass(DAY_MS + 3_600_000);
    expect(await held.erase()).toMatchObject({ id: first.id, state: 'done' });
    expect(await held.places(CORE)).toEqual([]);
    // Who comes back is another request, under the newest name.
    expect((await held.erase()).id).not.toBe(first.id);
  });

  it('goes on where it was killed, after any write', async () => {
    let kills = 0;
    for (let writes = 0; ; writes += 1) {
      const held = await createHeldPerson();
      held.dieAfter(writes);
      const killed = await held.erase().then(
        () => false,
        (error: unknown) => error instanceof UnavailableError,
      );
      if (!killed) break;
      kills += 1;
      await held.erase();
      expect([writes, await held.places(CORE)]).toEqual([writes, TURNED_AWAY]);
      expect(await held.accounts('summer')).toEqual({ count: 4, costMicros: 28 });
    }
    expect(kills).toBeGreaterThan(15);
  });

  it('proves what went, what goes when and what stays, without saying who it was', async () => {
    const held = await createHeldPerson();
    const atMs = Date.parse('2026-11-21T18:00:00Z');
    await held.documents.save('pointer', 'model/live', 0, { hash: 'f00d', atMs });
    await held.documents.save('pointer', 'persona/live', 0, { runHash: 'beef', atMs: atMs + DAY_MS });
    const { proof = '' } = await held.erase();
    const bytes = await held.artefacts.get('proof', proof);
    expect(canariesIn(Buffer.from(bytes ?? []), [CORE])).toEqual([]);
    expect(JSON.parse(Buffer.from(bytes ?? []).toString())).toMatchObject({
      removed: { contacts: 3, 'due messages': 3, profiles: 9, lake: 3, receipts: 12 },
      models: [
        { artefact: 'f00d', snapshotAt: '2026-11-21T18:00:00.000Z', mayHaveSeen: true },
        { artefact: 'beef', mayHaveSeen: false },
      ],
      expiring: expect.arrayContaining([
        expect.objectContaining({ store: 'stream', goneAt: '2026-11-23T00:00:00.000Z' }),
      ]),
    });
  });
});
