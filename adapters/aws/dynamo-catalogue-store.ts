import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { backOff } from '#adapters/node/back-off.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { Item, Table } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';
import type { CatalogueItem, StoredKind } from '#core/events/imports/catalogue-item.ts';
import { chunksOf, mapConcurrently } from '#core/kernel/concurrency.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { toDynamoItem } from './dynamo-item.ts';
import { createDynamoTable } from './dynamo-table.ts';
import { translateErrors } from './translate-error.ts';

/** Keys of the catalogue's table. */
export const CATALOGUE_SCHEMA = tables.catalogue;

/** Items of one BatchWriteItem call; the service's limit. */
const ITEMS_PER_CALL = 25;
const CALLS_AT_ONCE = 4;
/** Attempts to write what a batch left unprocessed. */
const ATTEMPTS = 8;

function storedItem({ kind, id, attributes }: CatalogueItem): Item {
  return { kind, id, attributes: JSON.stringify(attributes) };
}

function catalogueItem(item: Item): CatalogueItem {
  const { kind, id, attributes } = item as Readonly<Record<string, string>>;
  return {
    kind: kind as StoredKind,
    id: id ?? '',
    attributes: JSON.parse(attributes ?? '{}') as JsonObject,
  };
}

/** The catalogue in a DynamoDB table: partition = kind, sort key = id, attributes as one JSON text. */
export function createDynamoCatalogueStore(
  client: DynamoDBClient,
  config: { readonly tableName: string },
): CatalogueStore {
  const { tableName } = config;
  const table: Table = createDynamoTable(client, { tableName, schema: CATALOGUE_SCHEMA });

  const putChunk = async (items: readonly CatalogueItem[]): Promise<void> => {
    let open: WriteRequest[] = items.map((item) => ({
      PutRequest: { Item: toDynamoItem(storedItem(item)) },
    }));
    for (let attempt = 0; open.length > 0; attempt += 1) {
      if (attempt === ATTEMPTS) throw new UnavailableError('DynamoDB leaves catalogue items unprocessed');
      if (attempt > 0) await backOff(attempt);
      const request = new BatchWriteItemCommand({ RequestItems: { [tableName]: open } });
      const answer = await translateErrors('BatchWriteItem', () => client.send(request));
      open = answer.UnprocessedItems?.[tableName] ?? [];
    }
  };

  return {
    async put(items) {
      // One call may not name an item twice: the later stays.
      const latest = [...new Map(items.map((item) => [`${item.kind}\n${item.id}`, item])).values()];
      await mapConcurrently(chunksOf(latest, ITEMS_PER_CALL), CALLS_AT_ONCE, putChunk);
    },
    async get(kind, ids) {
      const items = await table.get(ids.map((id) => ({ kind, id })));
      return new Map(items.map(catalogueItem).map((item) => [item.id, item]));
    },
    async *list(kind) {
      for await (const item of table.query(kind)) yield catalogueItem(item);
    },
  };
}
