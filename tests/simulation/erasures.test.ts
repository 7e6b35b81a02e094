import { describe, expect, it } from '@jest/globals';
import type { LakeLine } from '#app/ports/lake.ts';
import { readObject } from '#app/ports/object-store.ts';
import type { Table } from '#app/ports/table.ts';
import { canariesIn } from '#tests/support/find-canaries.ts';
import { dice } from './dice.ts';
import { createErasureWorld, idsOf, sittingOf } from './erasure-world.ts';
import { collect } from './ingest-world.ts';

/** CI's figure; the torture run sets it to 1,000. */
const ERASURES = Number(process.env['KAIROS_ERASURES'] ?? 25);
const numbered = (flock: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${flock}${String(index).padStart(5, '0')}`);
const GONE = numbered('canarygone', ERASURES);
const STAYING = numbered('canarystay', Math.ceil(ERASURES / 5));
const HOUR_MS = 3_600_000;
const HELD = ['contact', 'due', 'lake', 'ledger', 'person', 'profile', 'receipt'];

type World = ReturnType<typeof createErasureWorld>;

/** Every call to a table may wait while others go on. */
function waiting(seed: number): (table: Table) => Table {
  const random = dice(seed);
  const pause = async () => {
    if (random() < 0.3) await new Promise(setImmediate);
  };
  return (table) => ({
    ...table,
    get: async (...asked) => (await pause(), table.get(...asked)),
    put: async (...asked) => (await pause(), table.put(...asked)),
    remove: async (...asked) => (await pause(), table.remove(...asked)),
  });
}

/** Items as JSON, each on its own, bytes as base64, which the scanner opens. */
async function* itemsOf(table: Table): AsyncIterable<Buffer> {
  const plain = (value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  for await (const key of table.keys())
    for (const item of await table.get([key]))
      yield Buffer.from(JSON.stringify(Object.entries(item).map(([name, value]) => [name, plain(value)])));
}

/** Whose canaries sing where. */
async function places(world: World, core: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>();
  const hear = (place: string, bytes: Buffer) => {
    for (const heard of canariesIn(bytes, [core]))
      for (const [who] of heard.matchAll(new RegExp(`${core}\\d{5}`, 'g')))
        found.set(place, (found.get(place) ?? new Set()).add(who));
  };
  for (const [name, table] of Object.entries(world.held))
    for await (const item of itemsOf(table)) hear(name, item);
  const lines: LakeLine[] = [];
  for await (const line of world.lake.read()) lines.push(line);
  for (const line of lines) hear('lake', Buffer.from(JSON.stringify(line)));
  for (const line of world.lakeLines) hear('sealed lake', Buffer.from(line));
  for (const name of await collect(world.artefacts.list('')))
    hear('artefacts', Buffer.from((await readObject(world.artefacts, name)) ?? []));
  return found;
}

const counts = (found: ReadonlyMap<string, ReadonlySet<string>>) =>
  Object.fromEntries([...found].map(([place, who]) => [place, who.size] as const).sort());

async function live(world: World, people: readonly string[], sitting: number): Promise<void> {
  for (const who of people) await world.post(sittingOf(who, sitting, world.nowMs()));
}

/** What is folded of those who stay. */
async function folded(world: World): Promise<readonly unknown[]> {
  const keys = STAYING.flatMap((who) => Object.values(idsOf(who)));
  const [hot, history] = [await world.profiles.loadHot(keys), await world.profiles.loadHistory(keys)];
  return keys.map((key) => [key, hot.get(key)?.value.state, history.get(key)?.value.state]);
}

describe('erasures at once', () => {
  it(`of ${ERASURES} people while events stream leave nothing of them, and everything of the others`, async () => {
    const world = createErasureWorld(waiting(1));
    const untouched = createErasureWorld();
    await live(world, [...GONE, ...STAYING], 1);
    await live(untouched, STAYING, 1);
    await world.deliverAll();
    await untouched.deliverAll();
    for (const who of GONE) await world.plan(who);
    const before = await places(world, 'canarygone');
    expect(counts(before)).toEqual(Object.fromEntries(HELD.map((place) => [place, ERASURES])));

    const stream = async () => {
      for (const sitting of [2, 3]) {
        await live(world, [...STAYING, ...GONE], sitting);
        await world.deliverAll();
      }
      await world.deliverAll(true);
    };
    const asked = GONE.map((who, index) => {
      const { userId, anonymousId } = idsOf(who);
      // One in ten asks twice at once, by app and by browser.
      const keys = index % 10 === 0 ? [userId, anonymousId] : [userId];
      return Promise.all(keys.map((key) => world.erase(key)));
    });
    const [erased] = await Promise.all([Promise.all(asked), stream()]);
    expect(erased.flat().filter(({ state }) => state !== 'cleared')).toEqual([]);
    const between = await places(world, 'canarygone');
    // Tombstones, requests, and addresses that late events brought to the front door, until the second pass.
    for (const place of between.keys())
      expect(['contact', 'document', 'ledger', 'person', 'profile']).toContain(place);

    world.passMs(26 * HOUR_MS);
    for (const sitting of [2, 3]) await live(untouched, STAYING, sitting);
    await untouched.deliverAll();
    untouched.passMs(26 * HOUR_MS);
    const streamOn = async () => {
      await live(world, STAYING, 4);
      await world.deliverAll();
    };
    const again = GONE.flatMap((who, index) => {
      const { userId, anonymousId } = idsOf(who);
      return (index % 10 === 0 ? [userId, anonymousId] : [userId]).map((key) => world.erase(key));
    });
    const [done] = await Promise.all([Promise.all(again), streamOn()]);
    expect(done.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(counts(await places(world, 'canarygone'))).toEqual({});

    await live(untouched, STAYING, 4);
    await untouched.deliverAll();
    expect(await folded(world)).toEqual(await folded(untouched));
  }, 3_600_000);
});
