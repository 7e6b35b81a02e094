import { describe } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableLedgerStore, ledgerTableSchema } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore, personTableSchema } from '#adapters/node/table-person-store.ts';
import { createTableSourceStore, sourceTableSchema } from '#adapters/node/table-source-store.ts';
import { describeOnDynamo } from './dynamo.ts';
import { describeLedgerStore } from './ledger-store.suite.ts';
import { describePersonStore } from './person-store.suite.ts';
import { describeSourceStore } from './source-store.suite.ts';

describe('ledger store in memory', () => {
  describeLedgerStore(async () => createTableLedgerStore(createMemoryTable(ledgerTableSchema)));
});

describe('person store in memory', () => {
  describePersonStore(async () => createTablePersonStore(createMemoryTable(personTableSchema)));
});

describe('source store in memory', () => {
  describeSourceStore(async () => createTableSourceStore(createMemoryTable(sourceTableSchema)));
});

describeOnDynamo('ledger store on DynamoDB', (dynamo) => {
  describeLedgerStore(async () => createTableLedgerStore(await dynamo().createTable(ledgerTableSchema)));
});

describeOnDynamo('person store on DynamoDB', (dynamo) => {
  describePersonStore(async () => createTablePersonStore(await dynamo().createTable(personTableSchema)));
});

describeOnDynamo('source store on DynamoDB', (dynamo) => {
  describeSourceStore(async () => createTableSourceStore(await dynamo().createTable(sourceTableSchema)));
});
