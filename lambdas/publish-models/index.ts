import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createObjectRunFiles } from '#adapters/node/object-run-files.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createPublishModels } from '#app/models/train-run.ts';
import { publishModelsEnvironment } from '#contracts/environment/models.ts';
import { tables } from '#contracts/tables.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = publishModelsEnvironment.parse(process.env);
const meter = openMeter();
const dynamo = meteredClient(new DynamoDBClient({}), meter.tally);

/** Which models are live. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  publish: createPublishModels({
    files: createObjectRunFiles(
      openS3ObjectStore({ bucketName: environment.SNAPSHOT_BUCKET_NAME, tally: meter.tally }),
    ),
    artefacts: createObjectArtefactStore(
      openS3ObjectStore({ bucketName: environment.ARTEFACT_BUCKET_NAME, tally: meter.tally }),
    ),
    documents: createTableDocumentStore(
      createDynamoTable(dynamo, { tableName: environment.DOCUMENT_TABLE_NAME, schema: tables.document }),
    ),
    catalogue: createDynamoCatalogueStore(dynamo, { tableName: environment.CATALOGUE_TABLE_NAME }),
    clock: { nowMs: () => Date.now() },
    settings: { brandZone: environment.BRAND_ZONE, brandCurrency: environment.BRAND_CURRENCY },
  }),
});
