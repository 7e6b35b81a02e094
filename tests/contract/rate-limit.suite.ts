import { expect, it } from '@jest/globals';
import { createTableRateLimit } from '#adapters/node/table-rate-limit.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';

/** What every rate limit promises. */
export function describeRateLimit(createTable: (schema: TableSchema) => Promise<Table>) {
  it('gives a burst, then so many a second, to all workers together', async () => {
    const clock = { ms: 1_000_000, nowMs: () => clock.ms };
    const rate = createTableRateLimit(await createTable(tables.rate), clock);
    const pace = { perSecond: 2, burst: 10 };
    expect(await rate.take('sms', pace, 8)).toEqual({ count: 8, waitMs: 0 });
    expect(await rate.take('sms', pace, 8)).toEqual({ count: 2, waitMs: 500 });
    clock.ms += 1500;
    const taken = await Promise.all([1, 2, 3, 4].map(() => rate.take('sms', pace, 1)));
    expect(taken.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    // A worker whose clock is behind neither adds tokens nor takes time away.
    clock.ms -= 60_000;
    expect((await rate.take('sms', pace, 1)).count).toBe(0);
    clock.ms += 60_500;
    expect((await rate.take('sms', pace, 5)).count).toBe(1);
    expect(await rate.take('other', pace, 1)).toEqual({ count: 1, waitMs: 0 });
  });
}
