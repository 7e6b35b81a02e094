import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createObjectRunFiles } from '#adapters/node/object-run-files.ts';
import { createTablePredictionStore } from '#adapters/node/table-prediction-store.ts';
import { createScoreShare } from '#app/models/train-run.ts';
import { scoreModelsEnvironment } from '#contracts/environment/models.ts';
import { tables } from '#contracts/tables.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = scoreModelsEnvironment.parse(process.env);
const meter = openMeter();
const profiles = createDynamoTable(meteredClient(new DynamoDBClient({}), meter.tally), {
  tableName: environment.PROFILE_TABLE_NAME,
  schema: tables.profile,
});

/** Predictions of everybody, share by share. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  score: createScoreShare({
    files: createObjectRunFiles(
      openS3ObjectStore({ bucketName: environment.SNAPSHOT_BUCKET_NAME, tally: meter.tally }),
    ),
    artefacts: createObjectArtefactStore(
      openS3ObjectStore({ bucketName: environment.ARTEFACT_BUCKET_NAME, tally: meter.tally }),
    ),
    predictions: createTablePredictionStore(profiles),
    clock: { nowMs: () => Date.now() },
  }),
});
