import { describe } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createTableSourceStore } from '#adapters/node/table-source-store.ts';
import { tables } from '#contracts/tables.ts';
import { describeOnDynamo } from './dynamo.ts';
import { describeLedgerStore } from './ledger-store.suite.ts';
import { describePersonStore } from './person-store.suite.ts';
import { describeSourceStore } from './source-store.suite.ts';

describe('ledger store in memory', () => {
  describeLedgerStore(async () => createTableLedgerStore(createMemoryTable(tables.ledger)));
});

describe('person store in memory', () => {
  describePersonStore(async () => createTablePersonStore(createMemoryTable(tables.person)));
});

describe('source store in memory', () => {
  describeSourceStore(async () => createTableSourceStore(createMemoryTable(tables.source)));
});

describeOnDynamo('ledger store on DynamoDB', (dynamo) => {
  describeLedgerStore(async () => createTableLedgerStore(await dynamo().createTable(tables.ledger)));
});

describeOnDynamo('person store on DynamoDB', (dynamo) => {
  describePersonStore(async () => createTablePersonStore(await dynamo().createTable(tables.person)));
});

describeOnDynamo('source store on DynamoDB', (dynamo) => {
  describeSourceStore(async () => createTableSourceStore(await dynamo().createTable(tables.source)));
});
