import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createTableAssignmentStore } from '#adapters/node/table-assignment-store.ts';
import { createTableClickStore } from '#adapters/node/table-click-store.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import { campaignSpend } from '#app/cost/campaign-spend.ts';
import { createReportDesk, type ReportDesk } from '#app/kpis/report-desk.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { TableSchema } from '#app/ports/table.ts';
import { createReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import { tables } from '#contracts/tables.ts';
import { toMinorUnits } from '#core/kernel/money.ts';
import type { Connection, OutputName } from '../connection.ts';
import { openCloudStores } from './cloud-stores.ts';
import { openCostDesk } from './cost-desk.ts';

/** Where campaigns are measured. */
export async function openReportDesk(connection: Connection): Promise<ReportDesk> {
  const stores = await openCloudStores(connection);
  const dynamo = new DynamoDBClient(connection.clientConfig);
  const table = (output: OutputName, schema: TableSchema) =>
    createDynamoTable(dynamo, { tableName: connection.nameOf(output), schema });
  const receipts = table('ReceiptTableName', tables.receipt);
  const read = createReadPersons(stores);
  const desk = await openCostDesk(connection);
  return createReportDesk({
    ...stores,
    receipts: createTableReceiptStore(receipts),
    clicks: createTableClickStore(receipts),
    personas: createTableAssignmentStore(table('ProfileTableName', tables.profile)),
    brandZone: stores.settings.brandZone,
    rows: () => read(stores.clock.nowMs()),
    costsOf: (currency) => productCosts(stores.catalogue, currency),
    spendOf: async (campaignId, currency) =>
      campaignSpend(await desk.readLedger(), { campaignId, currency, atMs: desk.nowMs() }),
  });
}

async function productCosts(
  catalogue: CatalogueStore,
  currency: string,
): Promise<(productId: string) => number | undefined> {
  const costs = new Map<string, number>();
  for await (const { id, attributes } of catalogue.list('products')) {
    const cost = Number(attributes['cost'] ?? NaN);
    if (Number.isFinite(cost)) costs.set(id, toMinorUnits(cost, currency));
  }
  return (productId) => costs.get(productId);
}
