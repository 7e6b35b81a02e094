import { setTimeout } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { putFirehoseLines } from '#adapters/aws/firehose-lines.ts';
import { createLazyS3ObjectStore } from '#adapters/aws/lazy-s3-object-store.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openTenantKeys } from '#adapters/aws/open-tenant-keys.ts';
import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { lakeKeysOf } from '#adapters/node/line-seal.ts';
import { createObjectQuarantine } from '#adapters/node/object-quarantine.ts';
import { createPersonKeys } from '#adapters/node/person-keys.ts';
import { createSealedLakeWriter } from '#adapters/node/sealed-lake.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createTableProfileStore } from '#adapters/node/table-profile-store.ts';
import { createTableSourceStore } from '#adapters/node/table-source-store.ts';
import { consentRules } from '#app/events/consent-rules.ts';
import { createIngestBatch } from '#app/events/ingest-batch.ts';
import { createObserveSources } from '#app/events/observe-sources.ts';
import { createStreamDecoder } from '#app/events/stream-decoder.ts';
import type { TableSchema } from '#app/ports/table.ts';
import { createIngestSteps } from '#app/profiles/ingest-steps.ts';
import { ingestEventsEnvironment } from '#contracts/environment/events.ts';
import { tables } from '#contracts/tables.ts';
import { foldProfile, needsHistory } from '#core/profiles/fold.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = ingestEventsEnvironment.parse(process.env);
const meter = openMeter();
const clock = { nowMs: () => Date.now() };
const secrets = createSecrets(new SecretsManagerClient({}), clock);
const { keys, hasher } = await openTenantKeys(secrets, environment.TENANT_KEYS_SECRET_ID, clock);

const dynamo = meteredClient(new DynamoDBClient({}), meter.tally);
const firehose = meteredClient(new FirehoseClient({}), meter.tally);
const tableOf = (tableName: string, schema: TableSchema) => createDynamoTable(dynamo, { tableName, schema });

const ledgers = createTableLedgerStore(tableOf(environment.LEDGER_TABLE_NAME, tables.ledger));
const persons = createTablePersonStore(tableOf(environment.PERSON_TABLE_NAME, tables.person));
const sources = createTableSourceStore(tableOf(environment.SOURCE_TABLE_NAME, tables.source));
const profiles = createTableProfileStore(tableOf(environment.PROFILE_TABLE_NAME, tables.profile), {
  codec: profileCodec,
  clock,
  retentionDays: environment.PROFILE_RETENTION_DAYS,
});
const personKeys = createPersonKeys(tableOf(environment.PERSON_KEY_TABLE_NAME, tables.personKey), {
  tenantKeys: lakeKeysOf(keys),
  clock,
});

/** The stream's main lane. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  observe: createObserveSources({ sources }),
  ingest: createIngestBatch({
    ports: {
      profiles,
      lake: createSealedLakeWriter(personKeys, (lines) =>
        putFirehoseLines(firehose, environment.LAKE_DELIVERY_STREAM_NAME, lines),
      ),
      quarantine: createObjectQuarantine(
        createLazyS3ObjectStore({ bucketName: environment.QUARANTINE_BUCKET_NAME, tally: meter.tally }),
      ),
      clock,
      random: () => Math.random(),
      sleep: async (ms) => setTimeout(ms),
    },
    decode: createStreamDecoder(hasher.hash, environment.SOURCE_UNITS),
    consents: consentRules,
    folding: {
      needsHistory,
      fold: foldProfile,
      settings: {
        brandZone: environment.BRAND_ZONE,
        brandCurrency: environment.BRAND_CURRENCY,
        goalEvents: environment.GOAL_EVENTS,
      },
    },
    steps: createIngestSteps({ ledgers, persons, clock }),
  }),
});
