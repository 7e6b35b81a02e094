import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openTenantKeys } from '#adapters/aws/open-tenant-keys.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { createTableClickStore } from '#adapters/node/table-click-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableHealthStore } from '#adapters/node/table-health-store.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTableOfferStore } from '#adapters/node/table-offer-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import { createBrakeCampaigns } from '#app/delivery/brake-campaigns.ts';
import { createRedeemCodes, isOrderNews } from '#app/delivery/offers/redeem-codes.ts';
import { createSettleDeliveries, isDeliveryReport } from '#app/delivery/settle-deliveries.ts';
import { keepClicks } from '#app/outcomes/keep-clicks.ts';
import { loadOffer } from '#app/plan/offer-shelf.ts';
import type { TableSchema } from '#app/ports/table.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { createHandleUrgent } from '#app/profiles/handle-urgent.ts';
import { handleUrgentEnvironment } from '#contracts/environment/events.ts';
import { tables } from '#contracts/tables.ts';
import { readRecord } from '#core/events/read-record.ts';
import { clickOf } from '#core/outcomes/message-click.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = handleUrgentEnvironment.parse(process.env);
const meter = openMeter();
const clock = { nowMs: () => Date.now() };
const secrets = createSecrets(new SecretsManagerClient({}), clock);
const { hasher } = await openTenantKeys(secrets, environment.TENANT_KEYS_SECRET_ID, clock);
const client = meteredClient(new DynamoDBClient({}), meter.tally);
const table = (tableName: string, schema: TableSchema) => createDynamoTable(client, { tableName, schema });
const ledgers = createTableLedgerStore(table(environment.LEDGER_TABLE_NAME, tables.ledger));
const persons = createTablePersonStore(table(environment.PERSON_TABLE_NAME, tables.person));
const receiptTable = table(environment.RECEIPT_TABLE_NAME, tables.receipt);
const receipts = createTableReceiptStore(receiptTable);
const clicks = createTableClickStore(receiptTable);
const documents = createTableDocumentStore(table(environment.DOCUMENT_TABLE_NAME, tables.document));
const brake = createBrakeCampaigns({
  ledgers,
  persons,
  health: createTableHealthStore(receiptTable),
  receipts,
  campaigns: createDocumentCampaignStateStore(documents),
  clock,
});
const redeem = createRedeemCodes({
  offers: createTableOfferStore(table(environment.OFFER_TABLE_NAME, tables.offer)),
  offerOf: (offerId) => loadOffer(documents, offerId),
  settings: { brandZone: environment.BRAND_ZONE, brandCurrency: environment.BRAND_CURRENCY },
});
const settle = createSettleDeliveries({ ledgers, persons, receipts, clock });

/** The urgent lane. Its records are plain JSON: the lane's filter sees no others. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  handleUrgent: createHandleUrgent({
    read: ({ data, arrivedAtMs }) => readRecord(data, { hash: hasher.hash, arrivedMs: arrivedAtMs }),
    applyConsents: createApplyConsents({ ledgers, persons }),
    settleDeliveries: {
      isReport: (event) => isDeliveryReport(event) || clickOf(event) !== undefined || isOrderNews(event),
      async settle(events) {
        const [settled, clicked] = [await settle(events), await keepClicks(clicks, events)];
        const [redeemed, braked] = [await redeem(events), await brake(events)];
        return settled + clicked + redeemed.length + braked.length;
      },
    },
  }),
});
