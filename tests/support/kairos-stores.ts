import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createKinesisEventReader } from '#adapters/aws/kinesis-event-reader.ts';
import { createKinesisEventStream } from '#adapters/aws/kinesis-event-stream.ts';
import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createS3ObjectStore } from '#adapters/aws/s3-object-store.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createKeyedHasher } from '#adapters/node/keyed-hasher.ts';
import { lakeKeysOf } from '#adapters/node/line-seal.ts';
import { readObjectLines } from '#adapters/node/object-lines.ts';
import { createObjectQuarantine } from '#adapters/node/object-quarantine.ts';
import { createPersonKeys, personKeyTableSchema } from '#adapters/node/person-keys.ts';
import { createStateComparison } from '#adapters/node/profile-codec.ts';
import { createSealedLakeReader } from '#adapters/node/sealed-lake.ts';
import { contactTableSchema, createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createTableLedgerStore, ledgerTableSchema } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore, personTableSchema } from '#adapters/node/table-person-store.ts';
import { createTableProfileStore, profileTableSchema } from '#adapters/node/table-profile-store.ts';
import { consentRules } from '#app/events/consent-rules.ts';
import { createReplayQuarantine } from '#app/events/replay-quarantine.ts';
import { createStreamDecoder } from '#app/events/stream-decoder.ts';
import { createTailEvents } from '#app/events/tail-events.ts';
import type { TableSchema } from '#app/ports/table.ts';
import { createLoadLedgers } from '#app/profiles/find-ledger.ts';
import { createRebuildProfiles } from '#app/profiles/rebuild-profiles.ts';
import type { Connection, OutputName } from '#bin/connection.ts';
import { ingestEventsEnvironment } from '#contracts/environment.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import { foldProfile } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';

const clock = { nowMs: () => Date.now() };
const settings = { brandZone: 'Asia/Seoul', brandCurrency: 'KRW' };

/** The product's stores and use cases over a running cloud, to look at what is in it. */
export async function openStores(connection: Connection) {
  const { clientConfig } = connection;
  const nameOf = (output: OutputName): string => connection.nameOf(output);
  const dynamo = new DynamoDBClient(clientConfig);
  const kinesis = new KinesisClient({ ...clientConfig, requestHandler: new NodeHttpHandler() });
  const s3 = new S3Client({ ...clientConfig, forcePathStyle: true });
  const table = (output: OutputName, schema: TableSchema) =>
    createDynamoTable(dynamo, { tableName: nameOf(output), schema });
  const bucket = (output: OutputName) => createS3ObjectStore(s3, { bucketName: nameOf(output) });
  const secrets = createSecrets(new SecretsManagerClient(clientConfig), clock);
  const tenantKeys = tenantKeysSecret.parse(JSON.parse(await secrets.read(nameOf('TenantKeysSecretId'))));
  const hasher = createKeyedHasher(tenantKeys);

  const ledgers = createTableLedgerStore(table('LedgerTableName', ledgerTableSchema));
  const persons = createTablePersonStore(table('PersonTableName', personTableSchema));
  // As the main lane has it: when a profile was saved is told from when it expires.
  const retentionDays = ingestEventsEnvironment.shape.PROFILE_RETENTION_DAYS.parse(undefined);
  const codec = { codec: profileCodec, clock, retentionDays };
  const profiles = createTableProfileStore(table('ProfileTableName', profileTableSchema), codec);
  const keys = { tenantKeys: lakeKeysOf(tenantKeys), clock };
  const personKeys = createPersonKeys(table('PersonKeyTableName', personKeyTableSchema), keys);
  const lakeBucket = bucket('LakeBucketName');
  const lake = createSealedLakeReader(personKeys, () => readObjectLines(lakeBucket, 'events/'));
  const quarantine = createObjectQuarantine(bucket('QuarantineBucketName'));
  const stream = createKinesisEventStream(kinesis, { streamName: nameOf('EventStreamName') });
  const decode = createStreamDecoder((kind, normalised) => hasher.hash(kind, normalised));
  const rules = {
    fold: foldProfile,
    settings,
    emptyHot: emptyHotPart,
    emptyHistory: emptyHistoryPart,
    ...createStateComparison(profileCodec),
  };
  return {
    dynamo,
    kinesis,
    s3,
    profiles,
    ledgers,
    persons,
    lake,
    quarantine,
    stream,
    hasher,
    contacts: createTableContactStore(table('ContactTableName', contactTableSchema)),
    rebuild: createRebuildProfiles({ lake, profiles, clock }, rules),
    replayQuarantine: createReplayQuarantine({ quarantine, stream, decode, clock }),
    tail: createTailEvents({
      reader: createKinesisEventReader(kinesis, { streamName: nameOf('EventStreamName') }),
      decode,
      consents: consentRules,
      loadLedgers: createLoadLedgers({ ledgers }),
    }),
  };
}

/** What `openStores` opens. */
export type Stores = Awaited<ReturnType<typeof openStores>>;
