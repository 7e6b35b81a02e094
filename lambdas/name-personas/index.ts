import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createBedrockLanguageModel } from '#adapters/aws/bedrock-language-model.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTallyMeter, meterLanguageModel } from '#app/copy/meter-language-model.ts';
import { createNamePersonas } from '#app/personas/name-personas.ts';
import { namePersonasEnvironment } from '#contracts/environment/personas.ts';
import { tables } from '#contracts/tables.ts';
import { isHostile } from '#core/copy/brief/is-hostile.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = namePersonasEnvironment.parse(process.env);
const meter = openMeter();
const bedrock = new BedrockRuntimeClient({});

/** The second step of a persona run. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  namePersonas: createNamePersonas({
    artefacts: createObjectArtefactStore(
      openS3ObjectStore({ bucketName: environment.ARTEFACT_BUCKET_NAME, tally: meter.tally }),
    ),
    documents: createTableDocumentStore(
      createDynamoTable(meteredClient(new DynamoDBClient({}), meter.tally), {
        tableName: environment.DOCUMENT_TABLE_NAME,
        schema: tables.document,
      }),
    ),
    // One call a run: there is no prefix worth caching.
    languageModel: meterLanguageModel(
      createBedrockLanguageModel(bedrock, { cachesPrefix: false }),
      createTallyMeter(meter.tally),
    ),
    model: environment.NAMING_MODEL_ID,
    screen: (text) => !isHostile(text),
  }),
});
