import { afterAll, beforeAll, describe } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableLedgerStore, ledgerTableSchema } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore, personTableSchema } from '#adapters/node/table-person-store.ts';
import { createTableSourceStore, sourceTableSchema } from '#adapters/node/table-source-store.ts';
import { type DynamoUnderTest, startDynamo } from './dynamo.ts';
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

describe('on DynamoDB', () => {
  let dynamo: DynamoUnderTest;
  beforeAll(async () => {
    dynamo = await startDynamo();
  });
  afterAll(() => dynamo.stop());

  describe('ledger store', () => {
    describeLedgerStore(async () => createTableLedgerStore(await dynamo.createTable(ledgerTableSchema)));
  });

  describe('person store', () => {
    describePersonStore(async () => createTablePersonStore(await dynamo.createTable(personTableSchema)));
  });

  describe('source store', () => {
    describeSourceStore(async () => createTableSourceStore(await dynamo.createTable(sourceTableSchema)));
  });
});
