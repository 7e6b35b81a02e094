import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  allOf,
  anyOf,
  attributeAtMost,
  attributeIs,
  type Condition,
  notExists,
  versionIs,
} from '#app/ports/condition.ts';
import type { Item, Table, TableSchema } from '#app/ports/table.ts';

const schema = { partitionKey: 'owner', sortKey: 'part' };
const key = (owner: string, part = 'a') => ({ owner, part });

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/**
 * What every table promises.
 * @param except condition cases that this implementation is known to get wrong.
 */
export function describeTable(
  createTable: (schema: TableSchema) => Promise<Table>,
  except: readonly string[] = [],
) {
  let table: Table;
  beforeAll(async () => {
    table = await createTable(schema);
  });

  it('gives back each kind of attribute as it was put', async () => {
    const item = {
      ...key('kinds'),
      text: '한글 😀',
      count: -12.5,
      flag: false,
      bytes: Uint8Array.of(0, 255, 7),
      big: Number.MAX_SAFE_INTEGER,
    };
    await table.put({ ...item, nothing: undefined });
    const [found] = await table.get([key('kinds')]);
    expect({ ...found, bytes: Array.from(found?.['bytes'] as Uint8Array) }).toEqual({
      ...item,
      bytes: [0, 255, 7],
    });
  });

  it('leaves out what is not stored and gives repeated keys once', async () => {
    await table.put(key('once'));
    expect(await table.get([key('once'), key('nobody'), key('once')])).toEqual([key('once')]);
    expect(await table.get([])).toEqual([]);
  });

  it('gets more keys than fit one call', async () => {
    const keys = Array.from({ length: 230 }, (_, index) => key(`many-${index}`));
    await Promise.all(keys.map((each) => table.put(each)));
    expect(await table.get(keys)).toHaveLength(230);
  });

  it('replaces the whole item', async () => {
    await table.put({ ...key('whole'), before: 1 });
    await table.put({ ...key('whole'), after: 2 });
    expect(await table.get([key('whole')])).toEqual([{ ...key('whole'), after: 2 }]);
  });

  it('lists one partition by sort key', async () => {
    for (const part of ['나', 'b', '가', 'B', '😀']) await table.put(key('list', part));
    await table.put(key('list-not', 'x'));
    const parts = (await collect(table.query('list'))).map((item) => item['part']);
    expect(parts).toEqual(['B', 'b', '가', '나', '😀']);
  });

  it('removes an item, also one that is not there', async () => {
    await table.put(key('gone'));
    await table.remove(key('gone'));
    await table.remove(key('gone'));
    expect(await table.get([key('gone')])).toEqual([]);
  });

  it('lists every key', async () => {
    const own = await createTable(schema);
    for (const part of ['1', '2']) await own.put({ ...key('all', part), weight: 1 });
    const keys = (await collect(own.keys())).map((each) => JSON.stringify([each['owner'], each['part']]));
    expect(keys.sort()).toEqual(['["all","1"]', '["all","2"]']);
  });

  it('works with a partition key alone', async () => {
    const own = await createTable({ partitionKey: 'id' });
    await own.put({ id: 'x', version: 1 });
    expect(await own.get([{ id: 'x' }])).toEqual([{ id: 'x', version: 1 }]);
    expect(await collect(own.keys())).toEqual([{ id: 'x' }]);
    await expect(own.put({ id: 'x' }, notExists())).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('lets exactly one of many writers through the same condition', async () => {
    await table.put({ ...key('race'), version: 1 });
    const writes = Array.from({ length: 12 }, (_, index) =>
      table.put({ ...key('race'), version: 2, writer: index }, versionIs(1)),
    );
    const settled = await Promise.allSettled(writes);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  describe('conditions', () => {
    const stored: Item = { version: 3, atMs: 1000, name: 'x', flag: true };
    const cases: readonly (readonly [string, Condition, boolean, boolean])[] = [
      ['notExists', notExists(), false, true],
      ['versionIs the stored one', versionIs(3), true, false],
      ['versionIs an older one', versionIs(2), false, false],
      ['versionIs 0', versionIs(0), false, true],
      ['attributeIs a text', attributeIs('name', 'x'), true, false],
      ['attributeIs of another type', attributeIs('version', '3'), false, false],
      ['attributeIs of a missing attribute', attributeIs('absent', 'x'), false, false],
      ['attributeAtMost an equal number', attributeAtMost('atMs', 1000), true, false],
      ['attributeAtMost a smaller number', attributeAtMost('atMs', 999), false, false],
      ['attributeAtMost of a text', attributeAtMost('name', 5), false, false],
      ['attributeAtMost of a missing attribute', attributeAtMost('absent', 5), false, false],
      ['allOf, one of them false', allOf(versionIs(3), attributeIs('flag', false)), false, false],
      ['allOf, all true', allOf(versionIs(3), attributeIs('flag', true)), true, false],
      ['anyOf, one of them true', anyOf(notExists(), attributeAtMost('atMs', 2000)), true, true],
      ['anyOf, none true', anyOf(versionIs(9), attributeIs('name', 'y')), false, false],
      [
        'anyOf within allOf',
        allOf(attributeIs('flag', true), anyOf(versionIs(9), versionIs(3))),
        true,
        false,
      ],
    ];

    it.each(cases.filter(([name]) => !except.includes(name)))(
      '%s decides alike for put and remove',
      async (name, condition, ifStored, ifAbsent) => {
        const passes = (write: Promise<void>) =>
          write.then(
            () => true,
            (error: Error) => (error.name === 'ConflictError' ? false : Promise.reject(error)),
          );
        await table.put({ ...key('put', name), ...stored });
        await table.put({ ...key('remove', name), ...stored });
        expect([
          await passes(table.put({ ...key('put', name), ...stored }, condition)),
          await passes(table.remove(key('remove', name), condition)),
          await passes(table.put({ ...key('new', name) }, condition)),
          await passes(table.remove(key('none', name), condition)),
        ]).toEqual([ifStored, ifStored, ifAbsent, ifAbsent]);
        expect(await table.get([key('new', name)])).toHaveLength(ifAbsent ? 1 : 0);
      },
    );
  });
}
