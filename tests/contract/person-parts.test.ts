import { describe } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import type { TableSchema } from '#app/ports/table.ts';
import { describeAssignmentStore } from './assignment-store.suite.ts';
import { describeOnDynamo } from './dynamo.ts';
import { describePredictionStore } from './prediction-store.suite.ts';

const memoryTable = async (schema: TableSchema) => createMemoryTable(schema);

describe('prediction store in memory', () => describePredictionStore(memoryTable));
describeOnDynamo('prediction store on DynamoDB', (on) =>
  describePredictionStore((schema) => on().createTable(schema)),
);

describe('assignment store in memory', () => describeAssignmentStore(memoryTable));
describeOnDynamo('assignment store on DynamoDB', (on) =>
  describeAssignmentStore((schema) => on().createTable(schema)),
);
