import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createTableSourceStore } from '#adapters/node/table-source-store.ts';
import { createWatchSources } from '#app/events/watch-sources.ts';
import type { TableSchema } from '#app/ports/table.ts';
import { createSweepMerges } from '#app/profiles/sweep-merges.ts';
import { watchSourcesEnvironment } from '#contracts/environment/events.ts';
import { tables } from '#contracts/tables.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = watchSourcesEnvironment.parse(process.env);
const meter = openMeter();
const client = meteredClient(new DynamoDBClient({}), meter.tally);
const table = (tableName: string, schema: TableSchema) => createDynamoTable(client, { tableName, schema });
const clock = { nowMs: () => Date.now() };

/** The scheduled look at sources and merges. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  watchSources: createWatchSources({
    sources: createTableSourceStore(table(environment.SOURCE_TABLE_NAME, tables.source)),
    clock,
  }),
  sweepMerges: createSweepMerges({
    ledgers: createTableLedgerStore(table(environment.LEDGER_TABLE_NAME, tables.ledger)),
    persons: createTablePersonStore(table(environment.PERSON_TABLE_NAME, tables.person)),
    clock,
  }),
});
