import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openTenantKeys } from '#adapters/aws/open-tenant-keys.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createUnsubscribe } from '#app/delivery/unsubscribe.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { unsubscribeEnvironment } from '#contracts/environment/delivery.ts';
import { tables } from '#contracts/tables.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = unsubscribeEnvironment.parse(process.env);
const meter = openMeter();
const clock = { nowMs: () => Date.now() };
const secrets = createSecrets(new SecretsManagerClient({}), clock);
const { signer } = await openTenantKeys(secrets, environment.TENANT_KEYS_SECRET_ID, clock);
const client = meteredClient(new DynamoDBClient({}), meter.tally);

/** The page behind each message's way out. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  unsubscribe: createUnsubscribe({
    // A link outlives a rotation: whatever key it was signed with, it must work.
    signer,
    applyConsents: createApplyConsents({
      ledgers: createTableLedgerStore(
        createDynamoTable(client, { tableName: environment.LEDGER_TABLE_NAME, schema: tables.ledger }),
      ),
      persons: createTablePersonStore(
        createDynamoTable(client, { tableName: environment.PERSON_TABLE_NAME, schema: tables.person }),
      ),
    }),
    clock,
  }),
});
