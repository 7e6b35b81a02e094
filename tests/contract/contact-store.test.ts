import { describe } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { contactTableSchema, createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { describeContactStore } from './contact-store.suite.ts';
import { describeOnDynamo } from './dynamo.ts';

describe('memory contact store', () => {
  describeContactStore(async () => createTableContactStore(createMemoryTable(contactTableSchema)));
});

describeOnDynamo('DynamoDB contact store', (dynamo) => {
  describeContactStore(async () => createTableContactStore(await dynamo().createTable(contactTableSchema)));
});
