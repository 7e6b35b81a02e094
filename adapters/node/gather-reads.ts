import { setImmediate } from 'node:timers/promises';
import type { Item, ItemKey, Table } from '#app/ports/table.ts';

/**
 * The table with reads gathered: what is asked for in one turn of the event loop goes out as one batch read, by whoever
 * it was asked. Nothing is remembered: every answer was read after it was asked for.
 */
export function gatherReads(table: Table): Table {
  const { partitionKey, sortKey } = table.schema;
  const nameOf = (key: ItemKey | Item): string =>
    JSON.stringify([key[partitionKey], sortKey === undefined ? '' : key[sortKey]]);
  let open: { readonly keys: ItemKey[]; readonly items: Promise<ReadonlyMap<string, Item>> } | undefined;

  const readSoon = async (keys: readonly ItemKey[]): Promise<ReadonlyMap<string, Item>> => {
    await setImmediate();
    open = undefined;
    return new Map((await table.get(keys)).map((item) => [nameOf(item), item]));
  };

  return {
    ...table,
    async get(keys) {
      if (keys.length === 0) return [];
      if (open === undefined) {
        const asked: ItemKey[] = [];
        open = { keys: asked, items: readSoon(asked) };
      }
      open.keys.push(...keys);
      const items = await open.items;
      return [...new Set(keys.map(nameOf))]
        .map((name) => items.get(name))
        .filter((item) => item !== undefined);
    },
  };
}
