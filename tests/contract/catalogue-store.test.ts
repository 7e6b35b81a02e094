import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { describe } from '@jest/globals';
import { CATALOGUE_SCHEMA, createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import { describeCatalogueStore } from './catalogue-store.suite.ts';
import { describeOnDynamo } from './dynamo.ts';

describe('memory catalogue store', () => {
  describeCatalogueStore(async () => createMemoryCatalogueStore());
});

describeOnDynamo('DynamoDB catalogue store', (dynamo) => {
  let tables = 0;

  describeCatalogueStore(async () => {
    tables += 1;
    const tableName = `catalogue-${process.pid}-${Date.now()}-${tables}`;
    const names = [CATALOGUE_SCHEMA.partitionKey, CATALOGUE_SCHEMA.sortKey];
    await dynamo().client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: names.map((AttributeName, index) => ({
          AttributeName,
          KeyType: index === 0 ? 'HASH' : 'RANGE',
        })),
      }),
    );
    return createDynamoCatalogueStore(dynamo().client, { tableName });
  });
});
