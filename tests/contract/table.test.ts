import { afterAll, beforeAll, describe } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { type DynamoUnderTest, startDynamo } from './dynamo.ts';
import { describeTable } from './table.suite.ts';

describe('memory table', () => {
  describeTable(async (schema) => createMemoryTable(schema));
});

describe('DynamoDB table', () => {
  let dynamo: DynamoUnderTest;
  beforeAll(async () => {
    dynamo = await startDynamo();
  });
  afterAll(() => dynamo.stop());

  describeTable((schema) => dynamo.createTable(schema));
});
