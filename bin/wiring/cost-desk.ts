import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createS3ObjectStore } from '#adapters/aws/s3-object-store.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createObjectCostJournal } from '#adapters/node/object-cost-journal.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { type CostDesk, createCostDesk } from '#app/cost/cost-desk.ts';
import { startedForecasts } from '#app/plan/started-forecasts.ts';
import { tables } from '#contracts/tables.ts';
import type { Connection } from '../connection.ts';

/** The ledger of a local run or a stage. */
export async function openCostDesk(connection: Connection): Promise<CostDesk> {
  const { clientConfig } = connection;
  const dynamo = new DynamoDBClient(clientConfig);
  const s3 = new S3Client({ ...clientConfig, forcePathStyle: connection.kind === 'local' });
  const objects = createS3ObjectStore(s3, { bucketName: connection.nameOf('ArtefactBucketName') });
  const table = createDynamoTable(dynamo, {
    tableName: connection.nameOf('DocumentTableName'),
    schema: tables.document,
  });
  const stores = {
    artefacts: createObjectArtefactStore(objects),
    documents: createTableDocumentStore(table),
  };
  return createCostDesk({
    ...stores,
    journal: createObjectCostJournal(objects),
    forecastsOf: (campaign) => startedForecasts(stores, campaign),
    catalogue: createDynamoCatalogueStore(dynamo, { tableName: connection.nameOf('CatalogueTableName') }),
    clock: { nowMs: await connection.clock() },
  });
}
