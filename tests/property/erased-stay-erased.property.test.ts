import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createPersonalStores } from '#adapters/node/personal-stores.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import type { Table } from '#app/ports/table.ts';
import { createErasePerson } from '#app/profiles/erase-person.ts';
import { tables } from '#contracts/tables.ts';
import { collect, recordOf } from '#tests/simulation/ingest-world.ts';
import { canariesIn } from '#tests/support/find-canaries.ts';
import { createRealIngest, type RealIngest } from '#tests/support/real-ingest.ts';
import { RUNS } from './runs.ts';

const NOW_MS = Date.parse('2026-11-20T00:00:00Z');
const clock = { nowMs: () => NOW_MS };
const ERASED = 'xaver';
const OTHER = 'yuna';

/** What a customer may do; each leaves a word of theirs in another place. */
const deeds = {
  search: (who: string) => ({ event: 'Products Searched', properties: { query: `${who}canary` } }),
  buy: (who: string, id: string) => ({
    event: 'Order Completed',
    properties: {
      order_id: `${who}canary${id}`,
      total: 12_900,
      currency: 'KRW',
      products: [{ product_id: `${who}canary`, quantity: 1, price: 12_900 }],
    },
  }),
  agree: (who: string) => ({
    event: 'Consent Changed',
    properties: { purpose: 'location', granted: true, basis: 'opt_in', text_version: `${who}canary` },
  }),
  enter: (who: string) => ({ event: 'Store Entered', properties: { store_id: `${who}canary` } }),
};

const deed = fc.record({
  who: fc.constantFrom(ERASED, OTHER),
  what: fc.constantFrom('search', 'buy', 'agree', 'enter' as const),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** Delivers deeds as one batch. @param first number of the first of them. */
async function deliver({ ingest }: RealIngest, some: readonly Deed[], first: number): Promise<number> {
  const records = some.map(({ who, what }, index) => {
    const messageId = `m${first + index}`;
    const times = { timestamp: '2026-11-19T23:00:00.000Z', receivedAt: '2026-11-19T23:00:01.000Z' };
    const message = {
      type: 'track' as const,
      userId: who,
      messageId,
      ...times,
      ...deeds[what](who, messageId),
    };
    return recordOf(message, { sequence: first + index });
  });
  const { failed, counts } = await ingest(records);
  expect(failed).toEqual([]);
  return counts.total.EventsErased ?? 0;
}

async function erase(world: RealIngest): Promise<void> {
  const { ledgers, persons, held, personKeys } = world;
  const table = (name: keyof typeof tables) => createMemoryTable(tables[name]);
  const nobody = { contact: table('contact'), due: table('due'), receipt: table('receipt') };
  await createErasePerson({
    ...{ ledgers, persons, clock },
    documents: createTableDocumentStore(table('document')),
    artefacts: createObjectArtefactStore(createMemoryObjectStore()),
    hashKeys: () => ['hash'],
    newPseudonym: () => 'erased',
    stores: createPersonalStores({ ...held, ...nobody, personKeys, async *occurrences() {} }),
  })({ customerKey: ERASED, by: 'officer', reason: 'asked' });
}

async function itemsOf(table: Table, owner: (key: string) => boolean): Promise<string[]> {
  const plain = (value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  const items = await table.get(await collect(table.keys()));
  return items
    .filter((item) => owner(String(item[table.schema.partitionKey])))
    .map((item) =>
      JSON.stringify(Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]))),
    )
    .sort();
}

/** All that a world holds of one customer. */
async function holdingsOf({ held, lake }: RealIngest, who: string) {
  const own = (key: string) => key.includes(who);
  const lines = (await collect(lake.read())).filter(({ customerKey }) => customerKey === who);
  const tableItems = await Promise.all(Object.values(held).map((table) => itemsOf(table, own)));
  return { items: tableItems.flat(), events: lines.flatMap(({ events }) => events) };
}

describe('a person who was erased', () => {
  it('is not made again by late events, and nobody else loses any', async () => {
    const deedList = fc.array(deed, { maxLength: 8 });
    let turnedAway = 0;
    await fc.assert(
      fc.asyncProperty(deedList, deedList, deedList, async (before, late, later) => {
        const world = createRealIngest(clock);
        const untouched = createRealIngest(clock);
        await deliver(world, before, 0);
        await deliver(untouched, before, 0);
        await erase(world);
        // The stream delivers again what it delivered before, too.
        for (const [batch, first] of [
          [late, 100],
          [before, 0],
          [later, 200],
        ] as const) {
          const erased = await deliver(world, batch, first);
          await deliver(untouched, batch, first);
          turnedAway += erased;
        }
        const left = await holdingsOf(world, ERASED);
        expect(left.events).toEqual([]);
        expect(canariesIn(Buffer.from(left.items.join('\n')), [`${ERASED}canary`])).toEqual([]);
        expect(left.items.filter((item) => !item.includes('erasedUntilMs'))).toEqual([]);
        expect(await holdingsOf(world, OTHER)).toEqual(await holdingsOf(untouched, OTHER));
      }),
      { numRuns: Math.ceil(RUNS / 10) },
    );
    expect(turnedAway).toBeGreaterThan(0);
  });
});
