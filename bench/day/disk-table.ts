import { DatabaseSync } from 'node:sqlite';
import { evaluateCondition } from '#adapters/memory/evaluate-condition.ts';
import type { AttributeValue } from '#app/ports/condition.ts';
import type { Item, ItemKey, Table, TableSchema } from '#app/ports/table.ts';
import type { UsageTally } from '#core/cost/meter/usage-tally.ts';
import { ConflictError } from '#core/kernel/errors.ts';

/** One file for all tables; nothing is synced and its one transaction never ends: it is thrown away. */
export function openDisk(path: string): DatabaseSync {
  const disk = new DatabaseSync(path);
  disk.exec(
    'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -200000; BEGIN',
  );
  return disk;
}

/** Items that are there without having been written: consents and addresses that came on other days. */
export type Given = (partition: string) => readonly Item[];

/**
 * A table on this machine's disk that counts what DynamoDB would bill: a write unit a KB begun, half a read unit per
 * 4 KB begun and two for a consistent read, of a query for the sum. Sizes are those of names and values.
 */
export function createDiskTable(
  disk: DatabaseSync,
  config: {
    readonly name: string;
    readonly schema: TableSchema;
    readonly tally: Pick<UsageTally, 'count'>;
    readonly given?: Given;
  },
): Table {
  const { name, schema, tally, given = () => [] } = config;
  disk.exec(
    `CREATE TABLE ${name} (p TEXT, s TEXT, item TEXT, bytes INTEGER, PRIMARY KEY (p, s)) WITHOUT ROWID`,
  );
  const select = disk.prepare(`SELECT item, bytes FROM ${name} WHERE p = ? AND s = ?`);
  const all = disk.prepare(`SELECT item, bytes FROM ${name} WHERE p = ? ORDER BY s`);
  const replace = disk.prepare(`INSERT OR REPLACE INTO ${name} VALUES (?, ?, ?, ?)`);
  const drop = disk.prepare(`DELETE FROM ${name} WHERE p = ? AND s = ?`);
  const sortOf = (key: ItemKey | Item): string =>
    schema.sortKey === undefined ? '' : String(key[schema.sortKey]);
  const partitionOf = (key: ItemKey | Item): string => String(key[schema.partitionKey]);

  const find = (key: ItemKey | Item): { readonly item: Item; readonly bytes: number } | undefined => {
    const [partition, sort] = [partitionOf(key), sortOf(key)];
    const row = select.get(partition, sort);
    if (row !== undefined) return { item: readItem(String(row['item'])), bytes: Number(row['bytes']) };
    const item = given(partition).find((one) => sortOf(one) === sort);
    return item === undefined ? undefined : { item, bytes: sizeOf(item) };
  };
  const read = (bytes: number): void =>
    tally.count({ ...DYNAMO, unit: 'read-request-half-unit', quantity: 2 * Math.ceil(bytes / 4096) });
  const write = (bytes: number): void =>
    tally.count({ ...DYNAMO, unit: 'write-request-unit', quantity: Math.max(1, Math.ceil(bytes / 1024)) });
  const assertMet = (key: ItemKey | Item, condition: Parameters<Table['put']>[1]): void => {
    if (condition !== undefined && !evaluateCondition(condition, find(key)?.item))
      throw new ConflictError('the stored item does not meet the condition of the write');
  };

  return {
    schema,
    async get(keys) {
      const found = [...new Set(keys)].map(find);
      for (const one of found) read(one?.bytes ?? 1);
      return found.flatMap((one) => (one === undefined ? [] : [one.item]));
    },
    async put(item, condition) {
      assertMet(item, condition);
      const bytes = sizeOf(item);
      write(bytes);
      replace.run(partitionOf(item), sortOf(item), writeItem(item), bytes);
    },
    async remove(key, condition) {
      assertMet(key, condition);
      write(find(key)?.bytes ?? 0);
      drop.run(partitionOf(key), sortOf(key));
    },
    async *query(partition) {
      const rows = all.all(partition);
      const stored = rows.map((row) => readItem(String(row['item'])));
      const known = new Set(stored.map(sortOf));
      const items = [...stored, ...given(partition).filter((item) => !known.has(sortOf(item)))];
      read(
        Math.max(
          1,
          items.reduce((sum, item) => sum + sizeOf(item), 0),
        ),
      );
      yield* items;
    },
    async *keys() {
      throw new Error('a day scans no table');
    },
  };
}

const DYNAMO = { service: 'AmazonDynamoDB' } as const;

function sizeOf(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item))
    if (value !== undefined) bytes += name.length + valueSize(value);
  return bytes;
}

function valueSize(value: AttributeValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.length;
  return typeof value === 'number' ? 9 : 1;
}

/** Bytes do not survive JSON: they go as base64 behind a mark that no text begins with. */
const MARK = '\0';
const isMarked = (value: unknown): value is string => typeof value === 'string' && value.startsWith(MARK);

function writeItem(item: Item): string {
  const plain: Record<string, AttributeValue | undefined> = { ...item };
  for (const [name, value] of Object.entries(item))
    if (value instanceof Uint8Array) plain[name] = MARK + Buffer.from(value).toString('base64');
  return JSON.stringify(plain);
}

function readItem(text: string): Item {
  const item = JSON.parse(text) as Record<string, AttributeValue>;
  for (const [name, value] of Object.entries(item))
    if (isMarked(value)) item[name] = Buffer.from(value.slice(1), 'base64');
  return item;
}
