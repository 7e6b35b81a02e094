import { describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { gatherReads } from '#adapters/node/gather-reads.ts';
import type { ItemKey, Table } from '#app/ports/table.ts';
import { UnavailableError } from '#core/kernel/errors.ts';

const schema = { partitionKey: 'id', sortKey: 'part' };
const keyOf = (id: string, part: string): ItemKey => ({ id, part });

/** A table that notes what each call asks for. */
function noting(get: Table['get'] | undefined = undefined) {
  const calls: (readonly ItemKey[])[] = [];
  const table = createMemoryTable(schema);
  const noted: Table = {
    ...table,
    get: (keys) => {
      calls.push(keys);
      return (get ?? table.get)(keys);
    },
  };
  return { table, calls, gathered: gatherReads(noted) };
}

describe('gathered reads', () => {
  it('are one call of the table, and everybody gets what they asked for', async () => {
    const { table, calls, gathered } = noting();
    await table.put({ ...keyOf('a', 'hot'), value: 1 });
    await table.put({ ...keyOf('a', 'history'), value: 2 });
    const answers = await Promise.all([
      gathered.get([keyOf('a', 'hot')]),
      gathered.get([keyOf('a', 'history'), keyOf('a', 'hot'), keyOf('a', 'hot')]),
      gathered.get([keyOf('b', 'hot')]),
      gathered.get([]),
    ]);
    expect(answers.map((items) => items.map(({ value }) => value))).toEqual([[1], [2, 1], [], []]);
    expect(calls).toHaveLength(1);
  });

  it('remember nothing: what is asked for later is read later', async () => {
    const { table, calls, gathered } = noting();
    expect(await gathered.get([keyOf('a', 'hot')])).toEqual([]);
    await table.put({ ...keyOf('a', 'hot'), value: 1 });
    expect(await gathered.get([keyOf('a', 'hot')])).toHaveLength(1);
    expect(calls).toHaveLength(2);
  });

  it('fail together where the table does not answer, and the next ones are asked anew', async () => {
    let isDown = true;
    const { gathered } = noting(async () => {
      if (isDown) throw new UnavailableError('away');
      return [];
    });
    const both = [gathered.get([keyOf('a', 'hot')]), gathered.get([keyOf('b', 'hot')])];
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    expect(await gathered.get([keyOf('a', 'hot')])).toEqual([]);
  });
});
