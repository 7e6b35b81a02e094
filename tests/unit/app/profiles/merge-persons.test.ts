import { beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { createMergePersons, type MergePersons } from '#app/profiles/merge-persons.ts';
import { createResolvePerson, type ResolvePerson } from '#app/profiles/resolve-person.ts';
import { createSweepMerges } from '#app/profiles/sweep-merges.ts';
import { createUnmergePersons, type UnmergePersons } from '#app/profiles/unmerge-persons.ts';
import { tables } from '#contracts/tables.ts';
import { MEMBERS_KEPT } from '#core/profiles/identity/merge-ledgers.ts';

let writes: number;
let merge: MergePersons;
let unmerge: UnmergePersons;
let resolve: ResolvePerson;
let sweep: (nowMs: number) => ReturnType<ReturnType<typeof createSweepMerges>>;
let failAtWrite: number;

function countedTable(schema: TableSchema): Table {
  const table = createMemoryTable(schema);
  const counting = () => {
    writes += 1;
    if (writes === failAtWrite) throw new Error('killed');
  };
  return {
    ...table,
    put: async (...args) => {
      counting();
      await table.put(...args);
    },
    remove: async (...args) => {
      counting();
      await table.remove(...args);
    },
  };
}

beforeEach(() => {
  writes = 0;
  failAtWrite = -1;
  const ports = {
    ledgers: createTableLedgerStore(countedTable(tables.ledger)),
    persons: createTablePersonStore(countedTable(tables.person)),
    clock: { nowMs: () => 5 },
  };
  merge = createMergePersons(ports);
  unmerge = createUnmergePersons(ports);
  resolve = createResolvePerson(ports);
  sweep = (nowMs) => createSweepMerges({ ...ports, clock: { nowMs: () => nowMs } })();
});
const ask = (a: string, b: string) => merge({ keys: [a, b], evidence: { kind: 'manual', note: 'test' } });

describe('mergePersons', () => {
  it('costs eight writes, and as many to take back, as docs/identity.md says', async () => {
    const { mergeId } = await ask('a', 'b');
    expect(writes).toBe(8);
    writes = 0;
    await unmerge.byMergeId(mergeId, 'test');
    expect(writes).toBe(7);
  });

  it('refuses a person of too many keys, says why, and leaves both as they were', async () => {
    const keys = Array.from({ length: MEMBERS_KEPT + 1 }, (_, index) => `key-${index + 100}`);
    const [first = '', ...others] = keys;
    const states: string[] = [];
    for (const key of others) {
      const record = await ask(first, key);
      states.push(`${record.state} ${record.reason}`.trim());
    }
    expect([states[0], states.at(-2), states.at(-1)]).toEqual(['merged', 'merged', 'refused too_many_keys']);
    expect((await resolve(first)).customerKeys).toHaveLength(MEMBERS_KEPT);
    expect((await resolve(keys.at(-1) ?? '')).customerKeys).toHaveLength(1);
  });

  it('stays undone when it is asked for again on the same evidence', async () => {
    const { mergeId } = await ask('a', 'b');
    await unmerge.byMergeId(mergeId, 'two people');
    expect(await ask('b', 'a')).toMatchObject({ state: 'undone', reason: 'two people' });
    expect((await resolve('a')).customerKeys).toEqual(['a']);
  });

  it('keeps two keys one person while other evidence still joins them', async () => {
    const { mergeId } = await ask('a', 'b');
    await merge({ keys: ['a', 'b'], evidence: { kind: 'email', note: 'email:x' } });
    await unmerge.byMergeId(mergeId, 'test');
    expect((await resolve('b')).customerKeys).toEqual(['a', 'b']);
  });

  it('fails to merge a customer with itself', async () => {
    await expect(ask('a', 'a')).rejects.toMatchObject({ name: 'InputError' });
  });

  it('is finished by the sweeper wherever it was killed', async () => {
    for (let at = 1; at <= 8; at += 1) {
      writes = 0;
      failAtWrite = at;
      await expect(ask(`a${at}`, `b${at}`)).rejects.toThrow('killed');
    }
    failAtWrite = -1;
    expect(await sweep(10_000)).toEqual({ finishedCount: 0, youngCount: 7 });
    // Killed before its note (1): nothing happened. Before its record (2): only the note is there.
    expect(await sweep(100_000)).toEqual({ finishedCount: 6, youngCount: 0 });
    for (let at = 3; at <= 8; at += 1) {
      expect((await resolve(`b${at}`)).customerKeys).toEqual([`a${at}`, `b${at}`]);
    }
    expect((await resolve('b2')).customerKeys).toEqual(['b2']);
    expect(await sweep(100_000_000)).toEqual({ finishedCount: 0, youngCount: 0 });
  });
});
