import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createBedrockLanguageModel } from '#adapters/aws/bedrock-language-model.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createObjectCostJournal } from '#adapters/node/object-cost-journal.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createJournalMeter, type Meter, meterLanguageModel } from '#app/copy/meter-language-model.ts';
import { createNamePersonas } from '#app/personas/name-personas.ts';
import { namePersonasEnvironment } from '#contracts/environment.ts';
import { tables } from '#contracts/tables.ts';
import { isHostile } from '#core/copy/brief/is-hostile.ts';
import { createHandler } from './handler.ts';

const environment = namePersonasEnvironment.parse(process.env);

const logger = new Logger();
const objects = openS3ObjectStore({ bucketName: environment.ARTEFACT_BUCKET_NAME });
const bedrock = new BedrockRuntimeClient({});
const meter: Meter = async (request, answer) =>
  createJournalMeter({
    journal: createObjectCostJournal(objects),
    clock: { nowMs: () => Date.now() },
    region: await bedrock.config.region(),
    newId: randomUUID,
    onUnmetered: (entries) => logger.warn('not metered', { entries }),
  })(request, answer);

/** The second step of a persona run. */
export const handler = createHandler({
  logger,
  metrics: new Metrics(),
  namePersonas: createNamePersonas({
    artefacts: createObjectArtefactStore(objects),
    documents: createTableDocumentStore(
      createDynamoTable(new DynamoDBClient({}), {
        tableName: environment.DOCUMENT_TABLE_NAME,
        schema: tables.document,
      }),
    ),
    // One call a run: there is no prefix worth caching.
    languageModel: meterLanguageModel(createBedrockLanguageModel(bedrock, { cachesPrefix: false }), meter),
    model: environment.NAMING_MODEL_ID,
    screen: (text) => !isHostile(text),
  }),
});
