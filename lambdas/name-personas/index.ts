import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createBedrockLanguageModel } from '#adapters/aws/bedrock-language-model.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createNamePersonas } from '#app/personas/name-personas.ts';
import { namePersonasEnvironment } from '#contracts/environment.ts';
import { tables } from '#contracts/tables.ts';
import { isHostile } from '#core/copy/brief/is-hostile.ts';
import { createHandler } from './handler.ts';

const environment = namePersonasEnvironment.parse(process.env);

/** The second step of a persona run. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  namePersonas: createNamePersonas({
    artefacts: createObjectArtefactStore(openS3ObjectStore({ bucketName: environment.ARTEFACT_BUCKET_NAME })),
    documents: createTableDocumentStore(
      createDynamoTable(new DynamoDBClient({}), {
        tableName: environment.DOCUMENT_TABLE_NAME,
        schema: tables.document,
      }),
    ),
    // One call a run: there is no prefix worth caching.
    languageModel: createBedrockLanguageModel(new BedrockRuntimeClient({}), { cachesPrefix: false }),
    model: environment.NAMING_MODEL_ID,
    screen: (text) => !isHostile(text),
  }),
});
