import { expect, it } from '@jest/globals';
import { createPersonKeys, type PersonKeys } from '#adapters/node/person-keys.ts';
import type { Lake, LakeLine } from '#app/ports/lake.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';
import { collect, track } from '#tests/simulation/ingest-world.ts';
import { eventOf } from '#tests/simulation/plain-decode.ts';
import { expectNoticed, withoutConditions } from './without-conditions.ts';

const tenantKeys = [{ id: 'k1', key: Buffer.alloc(32, 7) }] as const;
const clock = { nowMs: () => 0 };

export interface LakeUnderTest {
  readonly lake: Lake;
  /** Everything as it lies there. */
  readonly raw: () => Promise<string>;
  /** Adds a line that nobody sealed. */
  readonly spoil: (line: string) => Promise<void>;
}

const line = (customerKey: string, ids: readonly string[], more: object = {}): LakeLine => ({
  customerKey,
  appliedAtMs: 1_700_000_000_000,
  events: ids.map((id) => eventOf(track(customerKey, id, 'Product Viewed', { properties: { ...more } }))),
});

const idsIn = (lines: readonly LakeLine[]) =>
  lines.flatMap(({ events }) => events.map((event) => event.messageId)).sort();

/** Of two functions that meet a person first at the same time, the slower one takes the salt of the faster. */
async function sharesOneSalt(table: Table) {
  const faster = createPersonKeys(table, { tenantKeys, clock });
  let first: ReturnType<PersonKeys['obtain']> | undefined;
  const slowTable: Table = {
    ...table,
    async get(keys) {
      const found = await table.get(keys);
      await (first ??= faster.obtain(['ann']));
      return found;
    },
  };
  const second = await createPersonKeys(slowTable, { tenantKeys, clock }).obtain(['ann']);
  const later = await createPersonKeys(table, { tenantKeys, clock }).obtain(['ann']);
  expect(second.get('ann')).toEqual((await first)?.get('ann'));
  expect(later.get('ann')).toEqual(second.get('ann'));
}

/** What every lake promises. */
export function describeLake(
  createTable: (schema: TableSchema) => Promise<Table>,
  createLake: (personKeys: PersonKeys) => Promise<LakeUnderTest>,
) {
  const setUp = async () => {
    const table = await createTable(tables.personKey);
    const personKeys = createPersonKeys(table, { tenantKeys, clock });
    return { ...(await createLake(personKeys)), personKeys, table };
  };

  it('gives back what was appended, once per append', async () => {
    const { lake } = await setUp();
    await lake.append([]);
    await lake.append([line('ann', ['m1', 'm2']), line('밥', ['m3'], { name: '수분 크림' })]);
    await lake.append([line('ann', ['m4'])]);
    const lines = await collect(lake.read());
    expect(idsIn(lines)).toEqual(['m1', 'm2', 'm3', 'm4']);
    expect(lines).toContainEqual(line('밥', ['m3'], { name: '수분 크림' }));
  });

  it('says nothing about anybody in clear', async () => {
    const { lake, raw } = await setUp();
    await lake.append([line('customer-key-canary', ['message-canary'], { note: 'property-canary' })]);
    expect(await raw()).not.toMatch(/canary/);
    expect((await raw()).length).toBeGreaterThan(100);
  });

  it('reads a share of the customer keys, and all of them in all shares', async () => {
    const { lake } = await setUp();
    const keys = Array.from({ length: 40 }, (_, n) => `customer-${n}`);
    await lake.append(keys.map((key) => line(key, [key])));
    const shares = [];
    for (const index of [0, 1, 2]) shares.push(await collect(lake.read({ share: { index, count: 3 } })));
    expect(shares.every((share) => share.length > 4)).toBe(true);
    expect(idsIn(shares.flat())).toEqual([...keys].sort());
  });

  it('can never be read again for a person whose salt was destroyed, and counts what it skipped', async () => {
    const { lake, personKeys, table } = await setUp();
    await lake.append([line('ann', ['m1']), line('bob', ['m2'])]);
    await lake.append([line('ann', ['m3'])]);
    await personKeys.destroy('ann');
    const unreadable: string[] = [];
    const lines = await collect(lake.read({ onUnreadable: (why) => unreadable.push(why) }));
    expect(idsIn(lines)).toEqual(['m2']);
    expect(unreadable).toEqual(['erased', 'erased']);
    // Somebody of the same name starts anew; the old lines stay shut.
    await createPersonKeys(table, { tenantKeys, clock }).obtain(['ann']);
    expect(idsIn(await collect(lake.read()))).toEqual(['m2']);
  });

  it('skips and counts lines that are cut short, changed or no lines at all', async () => {
    const { lake, raw, spoil } = await setUp();
    await lake.append([line('ann', ['m1'])]);
    const [good = ''] = (await raw()).split('\n');
    const parsed = JSON.parse(good) as { person: string; at: number; sealed: string };
    await spoil(`${good.slice(0, 40)}\n`);
    await spoil(`${JSON.stringify({ ...parsed, at: parsed.at + 1 })}\n`);
    await spoil(`${JSON.stringify({ ...parsed, sealed: parsed.sealed.slice(0, 20) })}\n`);
    await spoil('null\n');
    const unreadable: string[] = [];
    expect(idsIn(await collect(lake.read({ onUnreadable: (why) => unreadable.push(why) })))).toEqual(['m1']);
    expect(unreadable).toEqual(Array(4).fill('damaged'));
  });

  it('takes a batch of one customer that is longer than a line may be', async () => {
    const { lake } = await setUp();
    const noise = (n: number) =>
      Array.from({ length: 900 }, (_, k) => Math.sin(n * 900 + k).toString(36)).join('');
    const ids = Array.from({ length: 150 }, (_, n) => `m${n}`);
    const events = ids.map((id, n) => eventOf(track('ann', id, 'Seen', { properties: { noise: noise(n) } })));
    await lake.append([{ customerKey: 'ann', appliedAtMs: 1, events }]);
    const lines = await collect(lake.read());
    expect(lines.length).toBeGreaterThan(1);
    expect(idsIn(lines)).toEqual(ids.sort());
  });

  it('makes one salt for a person that many meet at once', async () => {
    await sharesOneSalt(await createTable(tables.personKey));
  });

  it('the suite notices that a salt is put over another', async () => {
    const table = withoutConditions(await createTable(tables.personKey));
    await expectNoticed(() => sharesOneSalt(table));
  });
}
