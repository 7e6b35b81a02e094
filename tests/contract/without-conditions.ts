import { expect } from '@jest/globals';
import type { ObjectStore } from '#app/ports/object-store.ts';
import type { Table } from '#app/ports/table.ts';

/** A table that writes whatever it is told to: what a store would be if it forgot its conditions. */
export function withoutConditions(table: Table): Table {
  return { ...table, put: (item) => table.put(item), remove: (key) => table.remove(key) };
}

/** The same for a bucket. */
export function objectsWithoutConditions(objects: ObjectStore): ObjectStore {
  return { ...objects, put: (key, body) => objects.put(key, body) };
}

/** A check that passes over a store without conditions checks nothing. */
export async function expectNoticed(check: () => Promise<void>) {
  await expect(check()).rejects.toThrow();
}
