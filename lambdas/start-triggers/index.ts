import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createKeyedHasher } from '#adapters/node/keyed-hasher.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createTableAssignmentStore } from '#adapters/node/table-assignment-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTablePredictionStore } from '#adapters/node/table-prediction-store.ts';
import { createTableProfileStore } from '#adapters/node/table-profile-store.ts';
import { createTableTriggerMarkStore } from '#adapters/node/table-trigger-mark-store.ts';
import { createRunningTriggers } from '#app/delivery/triggers/running-triggers.ts';
import { createSendTriggered } from '#app/delivery/triggers/send-triggered.ts';
import { createStartTriggers } from '#app/delivery/triggers/start-triggers.ts';
import { createTriggerLane } from '#app/delivery/triggers/trigger-lane.ts';
import { createViewCustomer } from '#app/profiles/view-customer.ts';
import { startTriggersEnvironment } from '#contracts/environment.ts';
import { type TableKey, tables } from '#contracts/tables.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import { readRecord } from '#core/events/read-record.ts';
import { openDelivery } from '#lambdas/shared/open-delivery.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = startTriggersEnvironment.parse(process.env);
const meter = openMeter();
const clock = { nowMs: () => Date.now() };
const secrets = createSecrets(new SecretsManagerClient({}), clock);
const tenantKeys = tenantKeysSecret.parse(JSON.parse(await secrets.read(environment.TENANT_KEYS_SECRET_ID)));
const client = meteredClient(new DynamoDBClient({}), meter.tally);
const table = (tableName: string, schema: TableKey) => createDynamoTable(client, { tableName, schema });
const documents = createTableDocumentStore(table(environment.DOCUMENT_TABLE_NAME, tables.document));
const catalogue = createDynamoCatalogueStore(client, { tableName: environment.CATALOGUE_TABLE_NAME });
const profileTable = table(environment.PROFILE_TABLE_NAME, tables.profile);
const delivery = openDelivery(environment, {
  table,
  documents,
  catalogue,
  tenantKeys,
  clock,
  usage: meter.tally,
});
const hasher = createKeyedHasher(tenantKeys);
const settings = { brandZone: environment.BRAND_ZONE, brandCurrency: environment.BRAND_CURRENCY };

/** The lane of triggers. Its records are plain JSON: the lane's filter sees no others. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  lane: createTriggerLane({
    read: ({ data, arrivedAtMs }) =>
      readRecord(data, { hash: (kind, text) => hasher.hash(kind, text), arrivedMs: arrivedAtMs }),
    start: createStartTriggers({
      ...delivery,
      running: createRunningTriggers({
        ...delivery,
        documents,
        artefacts: createObjectArtefactStore(
          openS3ObjectStore({ bucketName: environment.ARTEFACT_BUCKET_NAME, tally: meter.tally }),
        ),
      }),
      viewCustomer: createViewCustomer({
        ...delivery,
        profiles: createTableProfileStore(profileTable, { codec: profileCodec, clock, retentionDays: 1 }),
        settings,
      }),
      predictions: createTablePredictionStore(profileTable),
      personas: createTableAssignmentStore(profileTable),
      catalogue,
      marks: createTableTriggerMarkStore(profileTable),
      sendNow: createSendTriggered(delivery, randomUUID),
    }),
  }),
});
