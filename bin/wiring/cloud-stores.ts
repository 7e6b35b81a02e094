import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import * as z from 'zod';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createKinesisEventReader } from '#adapters/aws/kinesis-event-reader.ts';
import { createKinesisEventStream } from '#adapters/aws/kinesis-event-stream.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createS3ObjectStore } from '#adapters/aws/s3-object-store.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { createKeyedHasher } from '#adapters/node/keyed-hasher.ts';
import { lakeKeysOf, recordNames } from '#adapters/node/line-seal.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createObjectCostJournal } from '#adapters/node/object-cost-journal.ts';
import { createObjectFailureStore } from '#adapters/node/object-failure-store.ts';
import { readObjectLines } from '#adapters/node/object-lines.ts';
import { createObjectQuarantine } from '#adapters/node/object-quarantine.ts';
import { createPersonKeys } from '#adapters/node/person-keys.ts';
import { createSealedLakeReader } from '#adapters/node/sealed-lake.ts';
import { createTableAccessLog } from '#adapters/node/table-access-log.ts';
import { createTableAssignmentStore } from '#adapters/node/table-assignment-store.ts';
import { createTableBudgetStore } from '#adapters/node/table-budget-store.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableDueIndex } from '#adapters/node/table-due-index.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTableOfferStore } from '#adapters/node/table-offer-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createTablePredictionStore } from '#adapters/node/table-prediction-store.ts';
import { createTableProfileStore } from '#adapters/node/table-profile-store.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import { createTableSourceStore } from '#adapters/node/table-source-store.ts';
import { createUsageMeter, type UsageMeter } from '#app/cost/usage-meter.ts';
import { createStreamDecoder } from '#app/events/stream-decoder.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import { createUsageTally } from '#core/cost/meter/usage-tally.ts';
import type { FoldSettings } from '#core/profiles/fold-settings.ts';
import type { Connection, OutputName } from '../connection.ts';

const goalEvents = z.array(z.string());

/** Every store of a local run or a stage, as the verbs need them. */
export interface CloudStores {
  readonly clock: Clock;
  readonly settings: FoldSettings;
  readonly decode: ReturnType<typeof createStreamDecoder>;
  readonly stream: ReturnType<typeof createKinesisEventStream>;
  readonly reader: ReturnType<typeof createKinesisEventReader>;
  readonly profiles: ReturnType<typeof createTableProfileStore>;
  readonly predictions: ReturnType<typeof createTablePredictionStore>;
  readonly assignments: ReturnType<typeof createTableAssignmentStore>;
  readonly due: ReturnType<typeof createTableDueIndex>;
  readonly budgets: ReturnType<typeof createTableBudgetStore>;
  readonly offers: ReturnType<typeof createTableOfferStore>;
  readonly receipts: ReturnType<typeof createTableReceiptStore>;
  readonly campaigns: ReturnType<typeof createDocumentCampaignStateStore>;
  readonly ledgers: ReturnType<typeof createTableLedgerStore>;
  readonly persons: ReturnType<typeof createTablePersonStore>;
  readonly sources: ReturnType<typeof createTableSourceStore>;
  readonly contacts: ReturnType<typeof createTableContactStore>;
  readonly quarantine: ReturnType<typeof createObjectQuarantine>;
  readonly failures: ReturnType<typeof createObjectFailureStore>;
  readonly catalogue: ReturnType<typeof createDynamoCatalogueStore>;
  readonly documents: ReturnType<typeof createTableDocumentStore>;
  readonly artefacts: ReturnType<typeof createObjectArtefactStore>;
  readonly accessLog: ReturnType<typeof createTableAccessLog>;
  readonly lake: ReturnType<typeof createSealedLakeReader>;
  /** What these stores are used for; who ends a run brings it into the journal. */
  readonly usage: UsageMeter;
}

/** Opens the stores; nothing is asked of a service before it is needed, except the tenant's keys. */
export async function openCloudStores(connection: Connection): Promise<CloudStores> {
  const clock: Clock = { nowMs: await connection.clock() };
  const { clientConfig } = connection;
  const tally = createUsageTally({ region: clientConfig.region });
  const dynamo = meteredClient(new DynamoDBClient(clientConfig), tally);
  const s3 = meteredClient(
    new S3Client({ ...clientConfig, forcePathStyle: connection.kind === 'local' }),
    tally,
  );
  // The gateway speaks HTTP/1.1; the client would try HTTP/2.
  const kinesis = new KinesisClient({ ...clientConfig, requestHandler: new NodeHttpHandler() });
  const secrets = createSecrets(new SecretsManagerClient(clientConfig), clock);
  const table = (output: OutputName, schema: TableSchema): Table =>
    createDynamoTable(dynamo, { tableName: connection.nameOf(output), schema });
  const bucket = (output: OutputName): ObjectStore =>
    createS3ObjectStore(s3, { bucketName: connection.nameOf(output) });
  const tenantKeys = tenantKeysSecret.parse(
    JSON.parse(await secrets.read(connection.nameOf('TenantKeysSecretId'))),
  );
  const hasher = createKeyedHasher(tenantKeys);
  const settings: FoldSettings = {
    brandZone: connection.nameOf('BrandZone'),
    brandCurrency: connection.nameOf('BrandCurrency'),
    goalEvents: goalEvents.parse(JSON.parse(connection.nameOf('GoalEvents'))),
  };
  const streamName = connection.nameOf('EventStreamName');
  const personKeys = createPersonKeys(table('PersonKeyTableName', tables.personKey), {
    tenantKeys: lakeKeysOf(tenantKeys),
    clock,
  });
  const documents = createTableDocumentStore(table('DocumentTableName', tables.document));
  return {
    clock,
    settings,
    decode: createStreamDecoder(hasher.hash),
    stream: createKinesisEventStream(kinesis, { streamName }),
    reader: createKinesisEventReader(kinesis, { streamName }),
    profiles: createTableProfileStore(table('ProfileTableName', tables.profile), {
      codec: profileCodec,
      clock,
      retentionDays: Number(connection.nameOf('ProfileRetentionDays')),
    }),
    predictions: createTablePredictionStore(table('ProfileTableName', tables.profile)),
    assignments: createTableAssignmentStore(table('ProfileTableName', tables.profile)),
    due: createTableDueIndex(table('DueTableName', tables.due), clock),
    budgets: createTableBudgetStore(table('BudgetTableName', tables.budget)),
    offers: createTableOfferStore(table('OfferTableName', tables.offer)),
    receipts: createTableReceiptStore(table('ReceiptTableName', tables.receipt)),
    campaigns: createDocumentCampaignStateStore(documents),
    ledgers: createTableLedgerStore(table('LedgerTableName', tables.ledger)),
    persons: createTablePersonStore(table('PersonTableName', tables.person)),
    sources: createTableSourceStore(table('SourceTableName', tables.source)),
    contacts: createTableContactStore(table('ContactTableName', tables.contact)),
    quarantine: createObjectQuarantine(bucket('QuarantineBucketName')),
    failures: createObjectFailureStore(bucket('FailureBucketName')),
    catalogue: createDynamoCatalogueStore(dynamo, { tableName: connection.nameOf('CatalogueTableName') }),
    documents,
    usage: createUsageMeter({
      tally,
      journal: createObjectCostJournal(bucket('ArtefactBucketName')),
      clock,
      elapsedMs: () => performance.now(),
      newId: randomUUID,
      onUnmetered: (error) => process.emitWarning(`not metered: ${error.message}`),
    }),
    artefacts: createObjectArtefactStore(bucket('ArtefactBucketName')),
    accessLog: createTableAccessLog(
      table('AccessTableName', tables.access),
      recordNames(lakeKeysOf(tenantKeys), 'access'),
    ),
    lake: createSealedLakeReader(personKeys, () => readObjectLines(bucket('LakeBucketName'), 'lake/')),
  };
}
