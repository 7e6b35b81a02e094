import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createTableAssignmentStore } from '#adapters/node/table-assignment-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTableProfileStore } from '#adapters/node/table-profile-store.ts';
import { createAssignPeople } from '#app/personas/assign-people.ts';
import type { TableSchema } from '#app/ports/table.ts';
import { createReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import { assignPersonasEnvironment } from '#contracts/environment/personas.ts';
import { tables } from '#contracts/tables.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = assignPersonasEnvironment.parse(process.env);
const meter = openMeter();
const clock = { nowMs: () => Date.now() };
const dynamo = meteredClient(new DynamoDBClient({}), meter.tally);
const tableOf = (tableName: string, schema: TableSchema) => createDynamoTable(dynamo, { tableName, schema });
const profileTable = tableOf(environment.PROFILE_TABLE_NAME, tables.profile);
const readPersons = createReadPersons({
  // Only read here; what is written, the ingest function says how long to keep.
  profiles: createTableProfileStore(profileTable, { codec: profileCodec, clock, retentionDays: 1 }),
  ledgers: createTableLedgerStore(tableOf(environment.LEDGER_TABLE_NAME, tables.ledger)),
  settings: { brandZone: environment.BRAND_ZONE, brandCurrency: environment.BRAND_CURRENCY },
});
const assignPeople = createAssignPeople({
  artefacts: createObjectArtefactStore(
    openS3ObjectStore({ bucketName: environment.ARTEFACT_BUCKET_NAME, tally: meter.tally }),
  ),
  documents: createTableDocumentStore(tableOf(environment.DOCUMENT_TABLE_NAME, tables.document)),
  catalogue: createDynamoCatalogueStore(dynamo, { tableName: environment.CATALOGUE_TABLE_NAME }),
  assignments: createTableAssignmentStore(profileTable),
});

/** The last step of a persona run. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  assignPeople: () => assignPeople(readPersons(clock.nowMs())),
});
