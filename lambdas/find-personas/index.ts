import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createTitanTextEmbedder } from '#adapters/aws/titan-text-embedder.ts';
import { lakeKeysOf } from '#adapters/node/line-seal.ts';
import { createLocalTextEmbedder } from '#adapters/node/local-text-embedder.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { readObjectLines } from '#adapters/node/object-lines.ts';
import { createPersonKeys } from '#adapters/node/person-keys.ts';
import { createSealedLakeReader } from '#adapters/node/sealed-lake.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTableProfileStore } from '#adapters/node/table-profile-store.ts';
import { createFindPersonas } from '#app/personas/find-personas.ts';
import { readProductReviews } from '#app/personas/read-product-reviews.ts';
import type { TableSchema } from '#app/ports/table.ts';
import { createReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import { findPersonasEnvironment } from '#contracts/environment/personas.ts';
import { tables } from '#contracts/tables.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import { screenQuotes } from '#core/copy/brief/screen-quotes.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

/** Sentences of one review that may become phrases. */
const MOST_QUOTES = 6;

const environment = findPersonasEnvironment.parse(process.env);
const meter = openMeter();
const clock = { nowMs: () => Date.now() };
const secrets = createSecrets(new SecretsManagerClient({}), clock);
const tenantKeys = tenantKeysSecret.parse(JSON.parse(await secrets.read(environment.TENANT_KEYS_SECRET_ID)));

const dynamo = meteredClient(new DynamoDBClient({}), meter.tally);
const tableOf = (tableName: string, schema: TableSchema) => createDynamoTable(dynamo, { tableName, schema });
const lakeBucket = openS3ObjectStore({ bucketName: environment.LAKE_BUCKET_NAME, tally: meter.tally });
const personKeys = createPersonKeys(tableOf(environment.PERSON_KEY_TABLE_NAME, tables.personKey), {
  tenantKeys: lakeKeysOf(tenantKeys),
  clock,
});
const lake = createSealedLakeReader(personKeys, () => readObjectLines(lakeBucket, 'lake/'));
const readPersons = createReadPersons({
  profiles: createTableProfileStore(tableOf(environment.PROFILE_TABLE_NAME, tables.profile), {
    codec: profileCodec,
    clock,
    // Only read here; what is written, the ingest function says how long to keep.
    retentionDays: 1,
  }),
  ledgers: createTableLedgerStore(tableOf(environment.LEDGER_TABLE_NAME, tables.ledger)),
  settings: { brandZone: environment.BRAND_ZONE, brandCurrency: environment.BRAND_CURRENCY },
});
const model = environment.EMBEDDING_MODEL_ID;

const findPersonas = createFindPersonas({
  artefacts: createObjectArtefactStore(
    openS3ObjectStore({ bucketName: environment.ARTEFACT_BUCKET_NAME, tally: meter.tally }),
  ),
  documents: createTableDocumentStore(tableOf(environment.DOCUMENT_TABLE_NAME, tables.document)),
  catalogue: createDynamoCatalogueStore(dynamo, { tableName: environment.CATALOGUE_TABLE_NAME }),
  clock,
  embedder:
    model === 'local'
      ? createLocalTextEmbedder()
      : createTitanTextEmbedder(new BedrockRuntimeClient({}), { model, dimension: 256 }),
  reviews: () => readProductReviews(lake),
  quotesOf: (text) =>
    screenQuotes([text], {
      language: /\p{Script=Hangul}/u.test(text) ? 'ko' : 'en',
      most: MOST_QUOTES,
    }),
});

/** The first step of a persona run. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  findPersonas: () => findPersonas(readPersons(clock.nowMs())),
});
