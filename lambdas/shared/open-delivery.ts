import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type * as z from 'zod/mini';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createKinesisEventStream } from '#adapters/aws/kinesis-event-stream.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openChannels } from '#adapters/aws/open-channels.ts';
import { type OpenedKeys, openTenantKeys } from '#adapters/aws/open-tenant-keys.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { gatherReads } from '#adapters/node/gather-reads.ts';
import { createTableBudgetStore } from '#adapters/node/table-budget-store.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableDueIndex } from '#adapters/node/table-due-index.ts';
import { createTableHealthStore } from '#adapters/node/table-health-store.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTableOfferStore } from '#adapters/node/table-offer-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createTableRateLimit } from '#adapters/node/table-rate-limit.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import { createTableTriggerMarkStore } from '#adapters/node/table-trigger-mark-store.ts';
import type { DeliveryPorts } from '#app/delivery/delivery-ports.ts';
import { createFindSuppressed } from '#app/delivery/find-suppressed.ts';
import { createIssueCodes } from '#app/delivery/offers/issue-codes.ts';
import { createRenderApproved } from '#app/delivery/render-approved.ts';
import { createIsOvertaken } from '#app/delivery/triggers/keep-marks.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { Table } from '#app/ports/table.ts';
import type { dispatchMessagesEnvironment } from '#contracts/environment/delivery.ts';
import { type TableKey, tables } from '#contracts/tables.ts';
import { contactAddress } from '#core/events/contact-address.ts';
import { openMeter } from './open-meter.ts';

/** What a function that sends has opened once. */
export interface OpenedDelivery {
  readonly delivery: DeliveryPorts;
  readonly meter: ReturnType<typeof openMeter>;
  readonly clock: Clock;
  readonly tenantKeys: OpenedKeys;
  readonly table: (tableName: string, schema: TableKey) => Table;
  readonly documents: DocumentStore;
  readonly catalogue: CatalogueStore;
}

/** Opens what claiming and sending works on, as the functions that send are configured. */
export async function openDelivery(
  environment: z.output<typeof dispatchMessagesEnvironment>,
): Promise<OpenedDelivery> {
  const meter = openMeter();
  const clock = { nowMs: () => Date.now() };
  const secrets = createSecrets(new SecretsManagerClient({}), clock);
  const tenantKeys = await openTenantKeys(secrets, environment.TENANT_KEYS_SECRET_ID, clock);
  const client = meteredClient(new DynamoDBClient({}), meter.tally);
  const table: OpenedDelivery['table'] = (tableName, schema) =>
    gatherReads(createDynamoTable(client, { tableName, schema }));
  const documents = createTableDocumentStore(table(environment.DOCUMENT_TABLE_NAME, tables.document));
  const catalogue = createDynamoCatalogueStore(client, { tableName: environment.CATALOGUE_TABLE_NAME });
  const opened = { meter, clock, tenantKeys, table, documents, catalogue };
  return { ...opened, delivery: deliveryOver(environment, opened) };
}

function deliveryOver(
  environment: z.output<typeof dispatchMessagesEnvironment>,
  opened: Omit<OpenedDelivery, 'delivery'>,
): DeliveryPorts {
  const { table, documents, catalogue, clock, meter } = opened;
  const { hasher, signer } = opened.tenantKeys;
  const receiptTable = table(environment.RECEIPT_TABLE_NAME, tables.receipt);
  const budgets = createTableBudgetStore(table(environment.BUDGET_TABLE_NAME, tables.budget));
  return {
    clock,
    usage: meter.tally,
    elapsedMs: () => performance.now(),
    sleep: async (durationMs) => void (await setTimeout(durationMs)),
    ledgers: createTableLedgerStore(table(environment.LEDGER_TABLE_NAME, tables.ledger)),
    persons: createTablePersonStore(table(environment.PERSON_TABLE_NAME, tables.person)),
    contacts: createTableContactStore(table(environment.CONTACT_TABLE_NAME, tables.contact)),
    // HTTP/1.1: a single record does not pay for a session of HTTP/2.
    stream: createKinesisEventStream(new KinesisClient({ requestHandler: new NodeHttpHandler() }), {
      streamName: environment.EVENT_STREAM_NAME,
    }),
    findSuppressed: createFindSuppressed({ catalogue, hasher }),
    due: createTableDueIndex(table(environment.DUE_TABLE_NAME, tables.due), clock),
    budgets,
    receipts: createTableReceiptStore(receiptTable),
    health: createTableHealthStore(receiptTable),
    codes: createIssueCodes({
      offers: createTableOfferStore(table(environment.OFFER_TABLE_NAME, tables.offer)),
      budgets,
    }),
    rate: createTableRateLimit(table(environment.RATE_TABLE_NAME, tables.rate), clock),
    campaigns: createDocumentCampaignStateStore(documents),
    channels: openChannels(environment, clock),
    isOvertaken: createIsOvertaken(
      createTableTriggerMarkStore(table(environment.PROFILE_TABLE_NAME, tables.profile)),
    ),
    render: createRenderApproved({
      documents,
      catalogue,
      clock,
      signer,
      baseUrl: environment.FRONT_DOOR_URL,
    }),
    hashAddress: (channel, address) => {
      const { kind, normal } = contactAddress(channel, address);
      return hasher.hash(kind, normal);
    },
  };
}
