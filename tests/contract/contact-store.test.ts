import { describe } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { tables } from '#contracts/tables.ts';
import { describeContactStore } from './contact-store.suite.ts';
import { describeOnDynamo } from './dynamo.ts';

describe('memory contact store', () => {
  describeContactStore(async () => createTableContactStore(createMemoryTable(tables.contact)));
});

describeOnDynamo('DynamoDB contact store', (dynamo) => {
  describeContactStore(async () => createTableContactStore(await dynamo().createTable(tables.contact)));
});
