import { beforeAll, describe, expect, it } from '@jest/globals';
import { createTableProfileStore } from '#adapters/node/table-profile-store.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';
import { emptyHotState, type HotPart } from '#core/profiles/hot-part.ts';
import { countingCodec, countsOf } from '#tests/simulation/counting-fold.ts';
import { collect } from '#tests/simulation/ingest-world.ts';
import { expectNoticed, withoutConditions } from './without-conditions.ts';

const NOW_MS = Date.parse('2026-11-20T09:00:00Z');
const clock = { nowMs: () => NOW_MS };
const storeOver = (table: Table) =>
  createTableProfileStore(table, { codec: countingCodec, clock, retentionDays: 400 });

const seen = (count: number) =>
  ({
    delivery: {
      shardMarks: [{ shardId: 's', sequenceNumber: String(count) }],
      messageRing: [count],
      importMarks: [],
    },
    counts: { Seen: count },
    state: emptyHotState,
  }) as unknown as HotPart;

/** A writer that read version 1 may not overwrite what another wrote since. */
async function refusesOlderWriters(profiles: ProfileStore) {
  await profiles.saveHot('raced', 0, seen(1));
  await profiles.saveHot('raced', 1, seen(2));
  await expect(profiles.saveHot('raced', 1, seen(3))).rejects.toMatchObject({ name: 'ConflictError' });
  const stored = (await profiles.loadHot(['raced'])).get('raced');
  expect(stored?.version).toBe(2);
  expect(stored && countsOf(stored.value)).toEqual({ Seen: 2 });
}

/** Two writers that both found nothing: the second may not undo the first. */
async function refusesSecondCreators(profiles: ProfileStore) {
  await profiles.saveHistory('new', 0, countingCodec.emptyHistory());
  await expect(profiles.saveHistory('new', 0, countingCodec.emptyHistory())).rejects.toMatchObject({
    name: 'ConflictError',
  });
}

/** What every profile store promises. */
export function describeProfileStore(createTable: (schema: TableSchema) => Promise<Table>) {
  let profiles: ProfileStore;
  beforeAll(async () => {
    profiles = storeOver(await createTable(tables.profile));
  });

  it('gives an empty part at version 0 for a key that is not stored', async () => {
    const [hot, history] = await Promise.all([
      profiles.loadHot(['nobody']),
      profiles.loadHistory(['nobody']),
    ]);
    expect(hot.get('nobody')).toEqual({ value: countingCodec.emptyHot(), version: 0, savedAtMs: 0 });
    expect(history.get('nobody')?.version).toBe(0);
  });

  it('gives nothing of a part from the instant at which its time is over, and lets it begin anew', async () => {
    let nowMs = NOW_MS;
    const table = await createTable(tables.profile);
    const moving = { codec: countingCodec, clock: { nowMs: () => nowMs }, retentionDays: 400 };
    const store = createTableProfileStore(table, moving);
    await store.saveHot('expiring', 0, seen(1));
    nowMs += 400 * 86_400_000 - 1;
    expect(countsOf((await store.loadHot(['expiring'])).get('expiring')!.value)).toEqual({ Seen: 1 });
    nowMs += 1;
    const over = (await store.loadHot(['expiring'])).get('expiring');
    expect(over).toEqual({ value: countingCodec.emptyHot(), version: 1, savedAtMs: 0 });
    await store.saveHot('expiring', 1, seen(2));
    expect(countsOf((await store.loadHot(['expiring'])).get('expiring')!.value)).toEqual({ Seen: 2 });
  });

  it('gives back what was saved, with its version and time, each part apart', async () => {
    await profiles.saveHot('손님', 0, seen(7));
    const stored = (await profiles.loadHot(['손님'])).get('손님');
    expect(stored).toEqual({ value: seen(7), version: 1, savedAtMs: NOW_MS });
    expect((await profiles.loadHistory(['손님'])).get('손님')?.version).toBe(0);
  });

  it('lists every customer key once', async () => {
    const own = storeOver(await createTable(tables.profile));
    await own.saveHot('a', 0, seen(1));
    await own.saveHistory('a', 0, countingCodec.emptyHistory());
    await own.saveHot('b', 0, seen(1));
    expect((await collect(own.keys())).sort()).toEqual(['a', 'b']);
  });

  it('refuses a writer that read an older version', () => refusesOlderWriters(profiles));

  it('refuses the second of two writers that found nothing', () => refusesSecondCreators(profiles));

  describe('without its conditions', () => {
    it.each([
      ['the version it read', refusesOlderWriters],
      ['that nothing is stored yet', refusesSecondCreators],
    ])('the suite notices that a write does not ask for %s', async (_, check) => {
      const table = await createTable(tables.profile);
      await expectNoticed(() => check(storeOver(withoutConditions(table))));
    });
  });
}
