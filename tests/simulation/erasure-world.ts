import { createMemoryEventStream } from '#adapters/memory/memory-event-stream.ts';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createMemoryWriteKeys } from '#adapters/memory/memory-write-keys.ts';
import { recordNames } from '#adapters/node/line-seal.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createPersonalStores } from '#adapters/node/personal-stores.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableDueIndex } from '#adapters/node/table-due-index.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import { createCollectEvents } from '#app/events/collect-events.ts';
import type { Table } from '#app/ports/table.ts';
import { createErasePerson, type Erasure } from '#app/profiles/erase-person.ts';
import { type TableName, tables } from '#contracts/tables.ts';
import type { Message } from '#core/events/message.ts';
import { ConflictError, UnavailableError } from '#core/kernel/errors.ts';
import { hash48 } from '#core/kernel/hash.ts';
import { plannedMessage } from '#tests/support/planned-message.ts';
import { createRealIngest } from '#tests/support/real-ingest.ts';
import { recordOf } from './ingest-world.ts';

const SHARDS = 4;
const START_MS = Date.parse('2026-11-20T00:00:00Z');
const TENANT_KEY = { id: 'k1', key: Buffer.alloc(32, 7) };

/** Two ids of one person: what the app calls them and what their browser does. */
export const idsOf = (who: string) => ({ userId: `${who}-app`, anonymousId: `${who}-web` });

/** What somebody does in one sitting; their name sings in every field that may hold one. */
export function sittingOf(who: string, sitting: number, atMs: number): readonly Message[] {
  const { userId, anonymousId } = idsOf(who);
  const timestamp = new Date(atMs - 60_000).toISOString();
  const id = (name: string) => `${who}-${sitting}-${name}`;
  const track = (event: string, properties: Message['properties'], by: object = { userId }) => ({
    ...{ type: 'track' as const, event, timestamp, messageId: id(event), properties: properties ?? {} },
    ...by,
  });
  return [
    track('Products Searched', { query: `${who} web` }, { anonymousId }),
    {
      ...{ type: 'identify', messageId: id('identify'), timestamp, userId, anonymousId },
      traits: { email: `${who}@shop.example`, city: who },
    },
    track('Consent Changed', { purpose: 'location', granted: true, basis: 'opt_in', text_version: who }),
    track('Store Entered', { store_id: `${who}-store` }),
    track('Order Completed', {
      order_id: id('order'),
      total: 12_900,
      currency: 'KRW',
      products: [{ product_id: `${who}-p`, quantity: 1, price: 12_900 }],
    }),
  ];
}

/** Every store that an erasure knows, over memory, with the front door before them and the stream between. */
export function createErasureWorld(wrap: (table: Table) => Table = (table) => table) {
  let nowMs = START_MS;
  const clock = { nowMs: () => nowMs };
  const table = (name: TableName): Table => wrap(createMemoryTable(tables[name]));
  const world = createRealIngest(clock, undefined, wrap);
  const held = {
    ...world.held,
    contact: table('contact'),
    due: table('due'),
    receipt: table('receipt'),
    document: table('document'),
  };
  const artefacts = createMemoryObjectStore();
  const stream = createMemoryEventStream();
  const collect = createCollectEvents({
    stream,
    contacts: createTableContactStore(held.contact),
    writeKeys: createMemoryWriteKeys([{ id: 'web', writeKey: 'wk', source: 'web' }]),
    hasher: world.hasher,
    readLink: () => undefined,
    newMessageId: () => 'given',
  });
  const due = createTableDueIndex(held.due, clock);
  const receipts = createTableReceiptStore(held.receipt);
  let pseudonyms = 0;
  const erase = createErasePerson({
    ...{ ledgers: world.ledgers, persons: world.persons, clock },
    documents: createTableDocumentStore(held.document),
    artefacts: createObjectArtefactStore(artefacts),
    hashKeys: recordNames([TENANT_KEY], 'erasure'),
    newPseudonym: () => {
      pseudonyms += 1;
      return `erased-${pseudonyms}`;
    },
    stores: createPersonalStores({
      ...held,
      personKeys: world.personKeys,
      async *occurrences() {
        yield { campaignId: 'summer', occurrence: 'once' };
      },
    }),
  });
  const taken = new Array<number>(SHARDS).fill(0);
  let sequence = 0;

  /** The stream's records of a shard from this one on, in batches, as the event source mapping delivers them. */
  const deliver = async (shard: number, from: number): Promise<number> => {
    const own = stream.records.filter(({ partitionKey }) => hash48(partitionKey) % SHARDS === shard);
    for (let first = from; first < own.length; first += 20) {
      const records = own.slice(first, first + 20).map(({ partitionKey, data }) => {
        sequence += 1;
        const place = { sequence, partitionKey, shardId: `shardId-${shard}` };
        return { ...recordOf('', place), data, arrivedAtMs: nowMs };
      });
      const { failed } = await world.ingest(records);
      if (failed.length > 0) throw new Error(`the stream is stuck: ${JSON.stringify(failed)}`);
    }
    return own.length;
  };

  return {
    ...world,
    held,
    artefacts,
    nowMs: () => nowMs,
    passMs(ms: number) {
      nowMs += ms;
    },
    /** By the front door, as an SDK sends a batch. */
    async post(messages: readonly Message[]) {
      const body = Buffer.from(JSON.stringify({ batch: messages }));
      const result = await collect({ type: 'batch', writeKey: 'wk', body, receivedMs: nowMs });
      if (result.status !== 'accepted' || result.refusedCount > 0) throw new Error(JSON.stringify(result));
    },
    /** A message planned for a person and one sent. */
    async plan(who: string) {
      const message = plannedMessage({ campaignId: 'summer', personId: idsOf(who).userId });
      await due.put([message]);
      const sent = { status: 'accepted', reason: '', atMs: nowMs, sendInstantMs: 1, costMicros: 7 } as const;
      await receipts.put({ message, ...sent, providerId: `provider-${who}` });
    },
    /** All shards at once, each in its order. @param isAgain also what was delivered before, as after a failure. */
    async deliverAll(isAgain = false) {
      const ends = taken.map((from, shard) => deliver(shard, isAgain ? 0 : from));
      for (const [shard, end] of ends.entries()) taken[shard] = await end;
    },
    /** Asks for an erasure until it is not told "later", as people do. */
    async erase(customerKey: string): Promise<Erasure> {
      for (;;) {
        try {
          return await erase({ customerKey, by: 'officer', reason: 'asked' });
        } catch (error) {
          if (!(error instanceof ConflictError || error instanceof UnavailableError)) throw error;
        }
      }
    },
  };
}
