import { setTimeout } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { openChannels } from '#adapters/aws/open-channels.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { createKeyedHasher } from '#adapters/node/keyed-hasher.ts';
import { createTokenSigner } from '#adapters/node/signed-token.ts';
import { createTableBudgetStore } from '#adapters/node/table-budget-store.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableDueIndex } from '#adapters/node/table-due-index.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createTableRateLimit } from '#adapters/node/table-rate-limit.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import { createRenderApproved } from '#app/delivery/render-approved.ts';
import { dispatchMessagesEnvironment } from '#contracts/environment.ts';
import { tables } from '#contracts/tables.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import { createHandler } from './handler.ts';

const environment = dispatchMessagesEnvironment.parse(process.env);
const clock = { nowMs: () => Date.now() };
const secrets = createSecrets(new SecretsManagerClient({}), clock);
const tenantKeys = tenantKeysSecret.parse(JSON.parse(await secrets.read(environment.TENANT_KEYS_SECRET_ID)));
const hasher = createKeyedHasher(tenantKeys);
const client = new DynamoDBClient({});
const table = (tableName: string, schema: (typeof tables)[keyof typeof tables]) =>
  createDynamoTable(client, { tableName, schema });
const documents = createTableDocumentStore(table(environment.DOCUMENT_TABLE_NAME, tables.document));

/** The minute's worker. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  dispatch: createDispatchDue({
    clock,
    elapsedMs: () => performance.now(),
    sleep: async (durationMs) => void (await setTimeout(durationMs)),
    ledgers: createTableLedgerStore(table(environment.LEDGER_TABLE_NAME, tables.ledger)),
    persons: createTablePersonStore(table(environment.PERSON_TABLE_NAME, tables.person)),
    contacts: createTableContactStore(table(environment.CONTACT_TABLE_NAME, tables.contact)),
    due: createTableDueIndex(table(environment.DUE_TABLE_NAME, tables.due), clock),
    budgets: createTableBudgetStore(table(environment.BUDGET_TABLE_NAME, tables.budget)),
    receipts: createTableReceiptStore(table(environment.RECEIPT_TABLE_NAME, tables.receipt)),
    rate: createTableRateLimit(table(environment.RATE_TABLE_NAME, tables.rate), clock),
    campaigns: createDocumentCampaignStateStore(documents),
    channels: openChannels(environment, clock),
    render: createRenderApproved({
      documents,
      catalogue: createDynamoCatalogueStore(client, { tableName: environment.CATALOGUE_TABLE_NAME }),
      signer: createTokenSigner(...tenantKeys.keys.map(({ secret }) => secret)),
      baseUrl: environment.FRONT_DOOR_URL,
    }),
    hashAddress: (channel, address) =>
      hasher.hash(channel === 'push' ? 'token' : channel === 'email' ? 'email' : 'phone', address),
  }),
});
