import { versionIs } from '#app/ports/condition.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { Item, Table } from '#app/ports/table.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import { DomainError } from '#core/kernel/errors.ts';
import type { JsonObject } from '#core/kernel/json.ts';

/** Documents as items `collection, id, version, document`: `document` is JSON text. */
export function createTableDocumentStore(table: Table): DocumentStore {
  return {
    async load(collection, id) {
      const [item] = await table.get([{ collection, id }]);
      return item === undefined ? { value: undefined, version: 0 } : documentIn(item);
    },
    save: (collection, id, expectedVersion, document) =>
      table.put(
        { collection, id, version: expectedVersion + 1, document: JSON.stringify(document) },
        versionIs(expectedVersion),
      ),
    async *list(collection) {
      for await (const item of table.query(collection)) yield { id: String(item['id']), ...documentIn(item) };
    },
  };
}

function documentIn({ version, document }: Item): Versioned<JsonObject> {
  if (typeof version !== 'number' || typeof document !== 'string')
    throw new DomainError('a stored document is not whole');
  return { value: JSON.parse(document) as JsonObject, version };
}
