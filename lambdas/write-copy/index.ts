import { createHash, randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createBedrockBatchInference } from '#adapters/aws/bedrock-batch-inference.ts';
import { createBedrockControl } from '#adapters/aws/bedrock-control.ts';
import { createBedrockLanguageModel } from '#adapters/aws/bedrock-language-model.ts';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { createS3ObjectStore } from '#adapters/aws/s3-object-store.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createStepFunctionsTokens } from '#adapters/aws/step-functions-tokens.ts';
import { lakeKeysOf } from '#adapters/node/line-seal.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createObjectCostJournal } from '#adapters/node/object-cost-journal.ts';
import { readObjectLines } from '#adapters/node/object-lines.ts';
import { createPersonKeys } from '#adapters/node/person-keys.ts';
import { createSealedLakeReader } from '#adapters/node/sealed-lake.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { openCopyOffice } from '#app/copy/copy-office.ts';
import { createCopyReview } from '#app/copy/copy-review.ts';
import { createJournalMeter } from '#app/copy/meter-language-model.ts';
import { writeCopyEnvironment } from '#contracts/environment/copy.ts';
import { tables } from '#contracts/tables.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

/** A model may think for minutes over a long answer; the function has fifteen. */
const ANSWER_MS = 300_000;

const environment = writeCopyEnvironment.parse(process.env);
const meter = openMeter();
const dynamo = meteredClient(new DynamoDBClient({}), meter.tally);
const s3 = meteredClient(new S3Client({ forcePathStyle: true }), meter.tally);
const bedrock = new BedrockRuntimeClient({
  requestHandler: new NodeHttpHandler({ requestTimeout: ANSWER_MS }),
});
// The local cloud's address, by the name that AWS's own clients read.
const control = createBedrockControl(bedrock, process.env['AWS_ENDPOINT_URL']);
const logger = new Logger();
const clock = { nowMs: () => Date.now() };
const objects = createS3ObjectStore(s3, { bucketName: environment.ARTEFACT_BUCKET_NAME });
const documents = createTableDocumentStore(
  createDynamoTable(dynamo, { tableName: environment.DOCUMENT_TABLE_NAME, schema: tables.document }),
);
const personKeyTable = createDynamoTable(dynamo, {
  tableName: environment.PERSON_KEY_TABLE_NAME,
  schema: tables.personKey,
});
const secrets = createSecrets(new SecretsManagerClient({}), clock);

async function openOffice() {
  const tenantKeys = tenantKeysSecret.parse(
    JSON.parse(await secrets.read(environment.TENANT_KEYS_SECRET_ID)),
  );
  const personKeys = createPersonKeys(personKeyTable, { tenantKeys: lakeKeysOf(tenantKeys), clock });
  const lakeObjects = createS3ObjectStore(s3, { bucketName: environment.LAKE_BUCKET_NAME });
  return openCopyOffice({
    documents,
    artefacts: createObjectArtefactStore(objects),
    catalogue: createDynamoCatalogueStore(dynamo, { tableName: environment.CATALOGUE_TABLE_NAME }),
    lake: createSealedLakeReader(personKeys, () => readObjectLines(lakeObjects, 'lake/')),
    languageModel: createBedrockLanguageModel(bedrock, { cachesPrefix: true }),
    batch: createBedrockBatchInference(control, objects, {
      bucketName: environment.ARTEFACT_BUCKET_NAME,
      roleArn: environment.BATCH_ROLE_ARN,
    }),
    clock,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    meter: createJournalMeter({
      journal: createObjectCostJournal(objects),
      clock,
      region: await bedrock.config.region(),
      newId: randomUUID,
      onUnmetered: (entries) => logger.warn('not metered', { entries }),
    }),
  });
}

const tokens = createStepFunctionsTokens(new SFNClient({}));

/** The steps of the copy state machine. */
export const handler = createHandler({
  logger,
  metrics: new Metrics(),
  meter,
  objects,
  openOffice,
  openReview: async () => createCopyReview({ documents, copies: (await openOffice()).copies, tokens }),
});
