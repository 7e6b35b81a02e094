import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { closeServer, listen } from './http-server.ts';
import { peersFor } from './peers.ts';

// dynalite ships no types.
const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;

export interface DynamoUnderTest {
  readonly client: DynamoDBClient;
  createTable(schema: TableSchema): Promise<Table>;
  stop(): Promise<void>;
}

/** Describes a suite over dynalite, and again over each of other people's implementations that runs. */
export function describeOnDynamo(
  title: string,
  suite: (dynamo: () => DynamoUnderTest, peer: string | undefined) => void,
): void {
  const over = (peer?: string, endpoint?: string): void => {
    describe(peer === undefined ? title : `${title}, on ${peer}`, () => {
      let dynamo: DynamoUnderTest;
      beforeAll(async () => {
        dynamo = await startDynamo(endpoint);
      });
      afterAll(() => dynamo.stop());
      suite(() => dynamo, peer);
    });
  };
  over();
  for (const { name, endpoint } of peersFor('dynamodb')) over(name, endpoint);
}

/** DynamoDB: dynalite in this process, or what listens at `given`. */
export async function startDynamo(given?: string): Promise<DynamoUnderTest> {
  const server =
    given === undefined
      ? await listen(dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }))
      : undefined;
  const endpoint = given ?? `http://127.0.0.1:${(server?.address() as AddressInfo).port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 3,
  });
  let tables = 0;
  return {
    client,
    async createTable(schema) {
      tables += 1;
      const tableName = `test-${process.pid}-${Date.now()}-${tables}`;
      const names = [schema.partitionKey, ...(schema.sortKey === undefined ? [] : [schema.sortKey])];
      await client.send(
        new CreateTableCommand({
          TableName: tableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: names.map((AttributeName) => ({
            AttributeName,
            AttributeType: 'S' as const,
          })),
          KeySchema: names.map((AttributeName, index) => ({
            AttributeName,
            KeyType: index === 0 ? ('HASH' as const) : ('RANGE' as const),
          })),
        }),
      );
      await untilActive(client, tableName);
      return createDynamoTable(client, { tableName, schema });
    },
    async stop() {
      client.destroy();
      if (server !== undefined) await closeServer(server);
    },
  };
}

/** A table that is still being made is not found yet, also where it takes no time. */
async function untilActive(client: DynamoDBClient, tableName: string): Promise<void> {
  for (;;) {
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    if (table?.TableStatus === 'ACTIVE') return;
    await sleep(10);
  }
}
