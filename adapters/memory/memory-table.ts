import type { AttributeValue, Condition } from '#app/ports/condition.ts';
import type { Item, ItemKey, Table, TableSchema } from '#app/ports/table.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { evaluateCondition } from './evaluate-condition.ts';

/** A table in this process. Each call settles in a later turn of the event loop, as a real one would. */
export function createMemoryTable(schema: TableSchema): Table {
  const partitions = new Map<string, Map<string, Item>>();

  const sortOf = (key: ItemKey | Item) => (schema.sortKey === undefined ? '' : textOf(key[schema.sortKey]));
  const partitionOf = (key: ItemKey | Item) => textOf(key[schema.partitionKey]);
  const find = (key: ItemKey | Item) => partitions.get(partitionOf(key))?.get(sortOf(key));
  const assertMet = (key: ItemKey | Item, condition: Condition | undefined) => {
    if (condition !== undefined && !evaluateCondition(condition, find(key))) {
      throw new ConflictError('the stored item does not meet the condition of the write');
    }
  };

  return {
    schema,
    async get(keys) {
      await Promise.resolve();
      return [...new Set(keys.map(find))].filter((item) => item !== undefined).map(copy);
    },
    async put(item, condition) {
      await Promise.resolve();
      assertMet(item, condition);
      const partition = partitions.get(partitionOf(item)) ?? new Map<string, Item>();
      partitions.set(partitionOf(item), partition.set(sortOf(item), copy(item)));
    },
    async remove(key, condition) {
      await Promise.resolve();
      assertMet(key, condition);
      partitions.get(partitionOf(key))?.delete(sortOf(key));
    },
    async *query(partition) {
      await Promise.resolve();
      const items = [...(partitions.get(partition)?.entries() ?? [])];
      // DynamoDB orders strings by their UTF-8 bytes, not by UTF-16 units.
      items.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      for (const [, item] of items) yield copy(item);
    },
    async *keys() {
      await Promise.resolve();
      for (const [partition, items] of [...partitions]) {
        for (const sort of [...items.keys()]) {
          yield schema.sortKey === undefined
            ? { [schema.partitionKey]: partition }
            : { [schema.partitionKey]: partition, [schema.sortKey]: sort };
        }
      }
    },
  };
}

/** A copy, so that neither side can change what the other holds; undefined attributes are not stored. */
function copy(item: Item): Item {
  const stored: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(item)) {
    if (value !== undefined) stored[name] = value instanceof Uint8Array ? Uint8Array.from(value) : value;
  }
  return stored;
}

function textOf(value: AttributeValue | undefined): string {
  if (typeof value !== 'string') throw new TypeError('a key attribute is missing');
  return value;
}
