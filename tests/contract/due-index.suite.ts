import { expect, it } from '@jest/globals';
import { createTableDueIndex } from '#adapters/node/table-due-index.ts';
import type { DueShard } from '#app/ports/due-index.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { MORNING_MS, plannedMessage } from '../support/planned-message.ts';

const MINUTE_MS = 60_000;

/** What every due index promises. */
export function describeDueIndex(createTable: (schema: TableSchema) => Promise<Table>) {
  const start = async () => {
    const clock = { ms: MORNING_MS, nowMs: () => clock.ms };
    const due = createTableDueIndex(await createTable(tables.due), clock);
    const keysIn = async (shards: readonly DueShard[]): Promise<string[]> => {
      const keys: string[] = [];
      for (const shard of shards) for await (const { messageKey } of due.read(shard)) keys.push(messageKey);
      return keys.sort();
    };
    return { due, clock, keysIn };
  };
  const many = ['a', 'b', 'c', 'd'].map((personId) => plannedMessage({ personId }));

  it('gives back what is due, and nothing that is not', async () => {
    const { due, keysIn } = await start();
    await due.put([...many, plannedMessage({ personId: 'e', dueAtMs: MORNING_MS + MINUTE_MS })]);
    expect(await keysIn(await due.open(MORNING_MS - 1))).toEqual([]);
    const open = await due.open(MORNING_MS);
    expect(await keysIn(open)).toEqual(['c1/once/a', 'c1/once/b', 'c1/once/c', 'c1/once/d']);
    expect(await keysIn(await due.open(MORNING_MS + MINUTE_MS))).toHaveLength(5);
    const [first] = open;
    for await (const message of due.read(first as DueShard))
      expect(message).toEqual(many.find(({ messageKey }) => messageKey === message.messageKey));
  });

  it('is unchanged by putting the same again, and finds late minutes until they are closed', async () => {
    const { due, clock, keysIn } = await start();
    await due.put(many);
    await due.put(many);
    clock.ms += 3 * DAY_MS;
    const open = await due.open(clock.ms);
    expect(await keysIn(open)).toHaveLength(4);
    for (const shard of open) expect(await due.close(shard)).toBe(true);
    expect(await due.open(clock.ms)).toEqual([]);
    // The cursor has moved on: what is put into the past is found nevertheless.
    await due.put([plannedMessage({ personId: 'late' })]);
    expect(await keysIn(await due.open(clock.ms))).toContain('c1/once/late');
  });

  it('leases a shard to one worker at a time', async () => {
    const { due, clock } = await start();
    await due.put([plannedMessage()]);
    const [shard] = (await due.open(clock.ms)) as [DueShard];
    const taken = await Promise.all([1, 2, 3].map(() => due.lease(shard, clock.ms + MINUTE_MS)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await due.release(shard);
    expect(await due.lease(shard, clock.ms + MINUTE_MS)).toBe(true);
    clock.ms += MINUTE_MS;
    expect(await due.lease(shard, clock.ms + MINUTE_MS)).toBe(true);
  });

  it('does not close a shard to which something was added meanwhile', async () => {
    const { due, clock } = await start();
    await due.put([plannedMessage()]);
    const [shard] = (await due.open(clock.ms)) as [DueShard];
    await due.put([plannedMessage(), plannedMessage({ campaignId: 'c2' })]);
    expect(await due.close(shard)).toBe(false);
    expect(await due.open(clock.ms)).toHaveLength(1);
  });
}
