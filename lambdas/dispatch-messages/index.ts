import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import { dispatchMessagesEnvironment } from '#contracts/environment.ts';
import { type TableKey, tables } from '#contracts/tables.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import { openDelivery } from '#lambdas/shared/open-delivery.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = dispatchMessagesEnvironment.parse(process.env);
const meter = openMeter();
const clock = { nowMs: () => Date.now() };
const secrets = createSecrets(new SecretsManagerClient({}), clock);
const tenantKeys = tenantKeysSecret.parse(JSON.parse(await secrets.read(environment.TENANT_KEYS_SECRET_ID)));
const client = meteredClient(new DynamoDBClient({}), meter.tally);
const table = (tableName: string, schema: TableKey) => createDynamoTable(client, { tableName, schema });
const documents = createTableDocumentStore(table(environment.DOCUMENT_TABLE_NAME, tables.document));
const catalogue = createDynamoCatalogueStore(client, { tableName: environment.CATALOGUE_TABLE_NAME });

/** The minute's worker. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  dispatch: createDispatchDue(
    openDelivery(environment, { table, documents, catalogue, tenantKeys, clock, usage: meter.tally }),
  ),
});
