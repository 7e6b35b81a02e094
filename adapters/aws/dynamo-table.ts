import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { backOff } from '#adapters/node/back-off.ts';
import type { Condition } from '#app/ports/condition.ts';
import type { ItemKey, Table, TableSchema } from '#app/ports/table.ts';
import { chunksOf, mapConcurrently } from '#core/kernel/concurrency.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { compileCondition } from './compile-condition.ts';
import { fromDynamoItem, toDynamoItem } from './dynamo-item.ts';
import { translateErrors } from './translate-error.ts';

/** Keys of one BatchGetItem call; the service's limit. */
const KEYS_PER_CALL = 100;
const CALLS_AT_ONCE = 8;
/** Attempts to get what a batch left unprocessed. */
const ATTEMPTS = 8;

type StoredItems = NonNullable<BatchGetItemCommandOutput['Responses']>[string];

/** A DynamoDB table. The SDK repeats calls that were throttled or cut off; what it gives up on comes out as an error of ours. */
export function createDynamoTable(
  client: DynamoDBClient,
  config: { readonly tableName: string; readonly schema: TableSchema },
): Table {
  const { tableName, schema } = config;
  const guarded = (condition: Condition | undefined) =>
    condition === undefined ? {} : compileCondition(condition, schema.partitionKey);

  const getChunk = async (keys: readonly ItemKey[]): Promise<StoredItems> => {
    const found: StoredItems = [];
    let missing: readonly Record<string, unknown>[] = keys.map(toDynamoItem);
    for (let attempt = 0; missing.length > 0; attempt += 1) {
      if (attempt === ATTEMPTS) throw new UnavailableError('DynamoDB leaves keys unprocessed');
      if (attempt > 0) await backOff(attempt);
      const request = { [tableName]: { Keys: missing as StoredItems, ConsistentRead: true } };
      const answer = await translateErrors('BatchGetItem', () =>
        client.send(new BatchGetItemCommand({ RequestItems: request })),
      );
      for (const item of answer.Responses?.[tableName] ?? []) found.push(item);
      missing = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
    return found;
  };

  return {
    schema,
    async get(keys) {
      const chunks = chunksOf(distinct(keys), KEYS_PER_CALL);
      return (await mapConcurrently(chunks, CALLS_AT_ONCE, getChunk)).flat().map(fromDynamoItem);
    },
    async put(item, condition) {
      const request = { TableName: tableName, Item: toDynamoItem(item), ...guarded(condition) };
      await translateErrors('PutItem', () => client.send(new PutItemCommand(request)));
    },
    async remove(key, condition) {
      const request = { TableName: tableName, Key: toDynamoItem(key), ...guarded(condition) };
      await translateErrors('DeleteItem', () => client.send(new DeleteItemCommand(request)));
    },
    async *query(partition) {
      let start: StoredItems[number] | undefined;
      do {
        const request = {
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeNames: { '#partition': schema.partitionKey },
          ExpressionAttributeValues: { ':partition': { S: partition } },
          ...(start && { ExclusiveStartKey: start }),
        };
        const page = await translateErrors('Query', () => client.send(new QueryCommand(request)));
        for (const item of page.Items ?? []) yield fromDynamoItem(item);
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
    },
    async *keys() {
      const names =
        schema.sortKey === undefined ? [schema.partitionKey] : [schema.partitionKey, schema.sortKey];
      let start: StoredItems[number] | undefined;
      do {
        const request = {
          TableName: tableName,
          ProjectionExpression: names.map((_, index) => `#k${index}`).join(', '),
          ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#k${index}`, name])),
          ...(start && { ExclusiveStartKey: start }),
        };
        const page = await translateErrors('Scan', () => client.send(new ScanCommand(request)));
        for (const item of page.Items ?? []) yield fromDynamoItem(item) as ItemKey;
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
    },
  };
}

/** BatchGetItem refuses a key that is asked for twice. */
function distinct(keys: readonly ItemKey[]): ItemKey[] {
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
}
