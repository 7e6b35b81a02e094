import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { lakeKeysOf, recordNames } from '#adapters/node/line-seal.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createPersonKeys } from '#adapters/node/person-keys.ts';
import { createPersonalStores } from '#adapters/node/personal-stores.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { plannedOccurrences } from '#app/plan/plan-records.ts';
import type { TableSchema } from '#app/ports/table.ts';
import { createResumeErasure } from '#app/profiles/erase-person.ts';
import { erasePersonEnvironment } from '#contracts/environment/privacy.ts';
import { tables } from '#contracts/tables.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = erasePersonEnvironment.parse(process.env);
const meter = openMeter();
const clock = { nowMs: () => Date.now() };
const secrets = createSecrets(new SecretsManagerClient({}), clock);
const secret = await secrets.read(environment.TENANT_KEYS_SECRET_ID);
const tenantKeys = lakeKeysOf(tenantKeysSecret.parse(JSON.parse(secret)));
const dynamo = meteredClient(new DynamoDBClient({}), meter.tally);
const table = (tableName: string, schema: TableSchema) => createDynamoTable(dynamo, { tableName, schema });

const held = {
  contact: table(environment.CONTACT_TABLE_NAME, tables.contact),
  profile: table(environment.PROFILE_TABLE_NAME, tables.profile),
  ledger: table(environment.LEDGER_TABLE_NAME, tables.ledger),
  person: table(environment.PERSON_TABLE_NAME, tables.person),
  due: table(environment.DUE_TABLE_NAME, tables.due),
  receipt: table(environment.RECEIPT_TABLE_NAME, tables.receipt),
};
const documents = createTableDocumentStore(table(environment.DOCUMENT_TABLE_NAME, tables.document));
const artefacts = createObjectArtefactStore(
  openS3ObjectStore({ bucketName: environment.ARTEFACT_BUCKET_NAME, tally: meter.tally }),
);

/** Passes of erasures. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  resume: createResumeErasure({
    ledgers: createTableLedgerStore(held.ledger),
    persons: createTablePersonStore(held.person),
    documents,
    artefacts,
    clock,
    hashKeys: recordNames(tenantKeys, 'erasure'),
    newPseudonym: () => `erased-${randomUUID()}`,
    stores: createPersonalStores({
      ...held,
      occurrences: () => plannedOccurrences({ documents, artefacts }),
      personKeys: createPersonKeys(table(environment.PERSON_KEY_TABLE_NAME, tables.personKey), {
        tenantKeys,
        clock,
      }),
    }),
  }),
});
