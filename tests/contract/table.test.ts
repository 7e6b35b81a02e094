import { describe } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { gatherReads } from '#adapters/node/gather-reads.ts';
import { describeOnDynamo } from './dynamo.ts';
import { describeTable } from './table.suite.ts';

describe('memory table', () => {
  describeTable(async (schema) => createMemoryTable(schema));
});

/** moto answers 500 where a text is compared with a number, which is false in DynamoDB: docs/local-cloud.md. */
const MOTO_FAILS = ['attributeAtMost of a text'];

describe('memory table with gathered reads', () => {
  describeTable(async (schema) => gatherReads(createMemoryTable(schema)));
});

describeOnDynamo('DynamoDB table', (dynamo, peer) => {
  describeTable((schema) => dynamo().createTable(schema), peer === 'moto' ? MOTO_FAILS : []);
});
