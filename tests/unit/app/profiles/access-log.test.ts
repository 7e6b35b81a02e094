import { describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableAccessLog } from '#adapters/node/table-access-log.ts';
import { locationUse } from '#app/profiles/location-use.ts';
import { tables } from '#contracts/tables.ts';
import { collect } from '#tests/simulation/ingest-world.ts';
import { eventOf } from '#tests/support/customer-event.ts';

const NOW_MS = Date.UTC(2026, 10, 22);

describe('the access log', () => {
  it('says who read whom and why, keeps it for two years, and holds no customer key', async () => {
    const table = createMemoryTable(tables.access);
    const log = createTableAccessLog(table, (key) => [`k1.${Buffer.from(key).toString('hex')}`]);
    await log.note('kim-till', { atMs: NOW_MS, by: 'officer', what: 'export', reason: 'asked by letter' });
    await log.note('kim', { atMs: NOW_MS - 1, by: 'clerk', what: 'profile', reason: '' });
    await log.note('somebody', { atMs: NOW_MS, by: 'clerk', what: 'profile', reason: '' });
    const accesses = await log.about(['kim-till', 'kim']);
    expect(accesses.map(({ by, what, reason }) => [by, what, reason])).toEqual([
      ['clerk', 'profile', ''],
      ['officer', 'export', 'asked by letter'],
    ]);
    const items = await table.get(await collect(table.keys()));
    expect(JSON.stringify(items)).not.toContain('kim');
    for (const { expiresAt } of items)
      expect(Number(expiresAt) * 1000 - NOW_MS).toBeGreaterThan(730 * 86_400_000);
  });
});

describe('the access log across a rotation of the hashing key', () => {
  it('shows what was noted under the older key too', async () => {
    const table = createMemoryTable(tables.access);
    const access = { by: 'clerk', what: 'profile', reason: '' } as const;
    await createTableAccessLog(table, (key) => [`k1.${key}`]).note('kim', { ...access, atMs: NOW_MS });
    const log = createTableAccessLog(table, (key) => [`k2.${key}`, `k1.${key}`]);
    await log.note('kim', { ...access, atMs: NOW_MS + 1 });
    expect((await log.about(['kim'])).map(({ atMs }) => atMs)).toEqual([NOW_MS, NOW_MS + 1]);
  });
});

describe('the record of location use', () => {
  it('counts what told a place, by day, and nothing else', () => {
    const atMs = NOW_MS + 1;
    const entered = eventOf({ name: 'Store Entered', atMs, properties: { store_id: 's1' } });
    const viewed = eventOf({ name: 'Product Viewed', atMs, properties: { product_id: 'p1' } });
    expect(locationUse([entered, viewed, entered])).toEqual([
      { day: '2026-11-22', event: 'Store Entered', count: 2 },
    ]);
  });
});
