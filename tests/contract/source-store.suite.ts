import { beforeAll, expect, it } from '@jest/globals';
import type { SourceStore } from '#app/ports/source-store.ts';
import { NO_STATS, type SourceStats } from '#core/events/quality/source-stats.ts';

const stats: SourceStats = {
  cadence: undefined,
  days: { '20769': { event: 3, missing_field: 1 } },
  spreads: { 'amount:KRW': { '190': 3 } },
};

/** What every source store promises. */
export function describeSourceStore(createStore: () => Promise<SourceStore>) {
  let store: SourceStore;
  beforeAll(async () => {
    store = await createStore();
  });

  it('gives nothing at version 0 for a source that the writer has not seen', async () => {
    expect(await store.load('pos', 'shard-9')).toEqual({ value: NO_STATS, version: 0 });
  });

  it('keeps the items of two writers apart and lists both', async () => {
    await store.save({ source: 'pos', writer: 'shard-1', stats }, 0);
    await store.save({ source: 'pos', writer: 'shard-2', stats: NO_STATS }, 0);
    expect(await store.load('pos', 'shard-1')).toEqual({ value: stats, version: 1 });
    const writers: string[] = [];
    for await (const item of store.all()) writers.push(`${item.source} ${item.writer}`);
    expect(writers.sort()).toEqual(['pos shard-1', 'pos shard-2']);
  });

  it('fails to save over a version that it does not know', async () => {
    const item = { source: 'stale', writer: 'shard-1', stats };
    await expect(store.save(item, 2)).rejects.toMatchObject({ name: 'ConflictError' });
    await store.save(item, 0);
    await expect(store.save(item, 0)).rejects.toMatchObject({ name: 'ConflictError' });
  });
}
