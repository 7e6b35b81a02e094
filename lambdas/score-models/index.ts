import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createObjectRunFiles } from '#adapters/node/object-run-files.ts';
import { createTablePredictionStore } from '#adapters/node/table-prediction-store.ts';
import { createScoreShare } from '#app/models/train-run.ts';
import { scoreModelsEnvironment } from '#contracts/environment.ts';
import { tables } from '#contracts/tables.ts';
import { createHandler } from './handler.ts';

const environment = scoreModelsEnvironment.parse(process.env);
const profiles = createDynamoTable(new DynamoDBClient({}), {
  tableName: environment.PROFILE_TABLE_NAME,
  schema: tables.profile,
});

/** Predictions of everybody, share by share. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  score: createScoreShare({
    files: createObjectRunFiles(openS3ObjectStore({ bucketName: environment.SNAPSHOT_BUCKET_NAME })),
    artefacts: createObjectArtefactStore(openS3ObjectStore({ bucketName: environment.ARTEFACT_BUCKET_NAME })),
    predictions: createTablePredictionStore(profiles),
    clock: { nowMs: () => Date.now() },
  }),
});
