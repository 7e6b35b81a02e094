import { beforeAll, expect, it } from '@jest/globals';
import { createObjectCostJournal } from '#adapters/node/object-cost-journal.ts';
import type { CostJournal } from '#app/ports/cost-journal.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';

const usage = (id: string, day: string, quantity = 1): CostEntry => ({
  type: 'usage',
  id,
  atMs: Date.parse(`${day}T12:00:00Z`),
  service: 'AWSLambda',
  unit: 'request',
  quantity,
  region: 'us-east-1',
  tags: { stage: 'events' },
});

/** What every cost journal promises. */
export function describeCostJournal(createObjects: () => Promise<ObjectStore>) {
  let journal: CostJournal;
  beforeAll(async () => {
    journal = createObjectCostJournal(await createObjects());
  });
  const all = async () => {
    const batches = [];
    for await (const batch of journal.batches()) batches.push(batch);
    return batches;
  };

  it('keeps what was appended, month by month, and the same batch once', async () => {
    const entries = [usage('a', '2026-10-31'), usage('b', '2026-11-01')];
    await journal.append('캠페인/1', entries);
    await journal.append('캠페인/1', entries);
    expect((await all()).map(({ month, entries: kept }) => [month, kept.map(({ id }) => id)])).toEqual([
      ['2026-10', ['a']],
      ['2026-11', ['b']],
    ]);
    expect((await all())[0]?.entries).toEqual([entries[0]]);
  });

  it('refuses another content under an id, and what cannot be metered', async () => {
    await expect(journal.append('캠페인/1', [usage('a', '2026-10-31', 2)])).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await expect(journal.append('half', [usage('c', '2026-11-01', 0.5)])).rejects.toThrow('no whole number');
    await expect(journal.append('less', [usage('c', '2026-11-01', -1)])).rejects.toThrow('no whole number');
    expect(await all()).toHaveLength(2);
  });
}
