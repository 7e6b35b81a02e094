import { afterAll, beforeAll, describe } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { contactTableSchema, createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { describeContactStore } from './contact-store.suite.ts';
import { type DynamoUnderTest, startDynamo } from './dynamo.ts';

describe('memory contact store', () => {
  describeContactStore(async () => createTableContactStore(createMemoryTable(contactTableSchema)));
});

describe('DynamoDB contact store', () => {
  let dynamo: DynamoUnderTest;
  beforeAll(async () => {
    dynamo = await startDynamo();
  });
  afterAll(() => dynamo.stop());

  describeContactStore(async () => createTableContactStore(await dynamo.createTable(contactTableSchema)));
});
