import { expect, it } from '@jest/globals';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createMergePersons } from '#app/profiles/merge-persons.ts';
import { createResolvePerson } from '#app/profiles/resolve-person.ts';
import { createUnmergePersons } from '#app/profiles/unmerge-persons.ts';
import { tables } from '#contracts/tables.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { describeOnDynamo } from './dynamo.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];
const evidence = { kind: 'manual', note: 'race' } as const;

/** As a caller does that is told "later". */
async function persist<Result>(call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

describeOnDynamo('merging and unmerging at once on DynamoDB', (dynamo) => {
  it('makes one person of a chain merged all at once, and six of it again', async () => {
    const ports = {
      ledgers: createTableLedgerStore(await dynamo().createTable(tables.ledger)),
      persons: createTablePersonStore(await dynamo().createTable(tables.person)),
      clock: { nowMs: () => Date.now() },
    };
    const resolve = createResolvePerson(ports);
    const pairs = KEYS.slice(1).map((key, index) => [KEYS[index] ?? '', key] as const);
    const merge = createMergePersons(ports);
    const records = await Promise.all(pairs.map((keys) => persist(() => merge({ keys, evidence }))));
    expect(records.map(({ state }) => state)).toEqual(pairs.map(() => 'merged'));
    for (const key of KEYS) expect((await resolve(key)).customerKeys).toEqual(KEYS);

    const unmerge = createUnmergePersons(ports);
    await Promise.all(records.map(({ mergeId }) => persist(() => unmerge.byMergeId(mergeId, 'test'))));
    for (const key of KEYS) expect((await resolve(key)).customerKeys).toEqual([key]);
  });
});
