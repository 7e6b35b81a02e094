import { describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { createTableBudgetStore } from '#adapters/node/table-budget-store.ts';
import { createTableClickStore } from '#adapters/node/table-click-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableHealthStore } from '#adapters/node/table-health-store.ts';
import { createTableOfferStore } from '#adapters/node/table-offer-store.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';
import { runningCampaign } from '../support/planned-message.ts';
import { describeBudgetStore, drawAtOnce } from './budget-store.suite.ts';
import { describeClickStore } from './click-store.suite.ts';
import { describeDueIndex } from './due-index.suite.ts';
import { describeOnDynamo } from './dynamo.ts';
import { describeHealthStore } from './health-store.suite.ts';
import { describeOfferStore } from './offer-store.suite.ts';
import { describeRateLimit } from './rate-limit.suite.ts';
import { describeReceiptStore } from './receipt-store.suite.ts';
import { expectNoticed, withoutConditions } from './without-conditions.ts';

function describeAll(createTable: (schema: TableSchema) => Promise<Table>, workers: number) {
  describe('due index', () => describeDueIndex(createTable));
  describe('budget store', () =>
    describeBudgetStore(async () => createTableBudgetStore(await createTable(tables.budget)), workers));
  describe('receipt store', () =>
    describeReceiptStore(async () => createTableReceiptStore(await createTable(tables.receipt))));
  describe('click store', () =>
    describeClickStore(async () => createTableClickStore(await createTable(tables.receipt))));
  describe('health store', () =>
    describeHealthStore(async () => createTableHealthStore(await createTable(tables.receipt))));
  describe('offer store', () =>
    describeOfferStore(async () => createTableOfferStore(await createTable(tables.offer))));
  describe('rate limit', () => describeRateLimit(createTable));

  it('keeps campaign states by version', async () => {
    const documents = createTableDocumentStore(await createTable(tables.document));
    const campaigns = createDocumentCampaignStateStore(documents);
    expect(await campaigns.load('c1')).toEqual({ value: undefined, version: 0 });
    await campaigns.save(0, runningCampaign());
    expect(await campaigns.load('c1')).toEqual({ value: runningCampaign(), version: 1 });
    await expect(campaigns.save(0, runningCampaign())).rejects.toMatchObject({ name: 'ConflictError' });
  });
}

describe('delivery stores in memory', () => describeAll(async (schema) => createMemoryTable(schema), 100));
describeOnDynamo('delivery stores on DynamoDB', (on) =>
  describeAll((schema) => on().createTable(schema), 20),
);

it('notices a budget without its condition', () =>
  expectNoticed(() =>
    drawAtOnce(createTableBudgetStore(withoutConditions(createMemoryTable(tables.budget))), 100),
  ));
