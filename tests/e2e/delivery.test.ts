import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { createTableBudgetStore } from '#adapters/node/table-budget-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableDueIndex } from '#adapters/node/table-due-index.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import { createLoadDue } from '#app/delivery/load-due.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import type { OutputName } from '#bin/connection.ts';
import { type TableName, tables } from '#contracts/tables.ts';
import { until } from '#tests/local/support/running-cloud.ts';
import { type KairosCloud, startKairosCloud } from '#tests/support/kairos-cloud.ts';
import { openStores, type Stores } from '#tests/support/kairos-stores.ts';
import { plannedMessage, runningCampaign } from '#tests/support/planned-message.ts';

let cloud: KairosCloud;
let stores: Stores;
beforeAll(async () => {
  cloud = await startKairosCloud();
  stores = await openStores(cloud.connection);
}, 240_000);
afterAll(() => cloud.stop());

const MINUTE_MS = 60_000;
const BRAND = {
  name: '루나뷰티',
  sender: { name: '루나뷰티', contact: '1588-0000' },
  optOut: { push: '설정 > 알림', email: '아래 링크', sms: '080-123-4567' },
  voice: { ko: '다정하게', en: 'warm' },
  links: ['https://shop.example/new'],
};
const COPY = {
  id: 'copy',
  hash: 'hash',
  channel: 'email',
  language: 'ko',
  title: '가을 세일',
  preheader: '',
  body: '{name}, 오늘 12,900원입니다.',
  productId: 'p1',
};

function open(name: TableName, output: OutputName) {
  const client = new DynamoDBClient(cloud.connection.clientConfig);
  return createDynamoTable(client, { tableName: cloud.connection.nameOf(output), schema: tables[name] });
}

/** An e-mail to one person, due this minute, in a campaign that runs. */
async function plan(campaignId: string, customerKey: string) {
  const nowMs = cloud.local.nowMs();
  const clock = { nowMs: () => cloud.local.nowMs() };
  const documents = createTableDocumentStore(open('document', 'DocumentTableName'));
  for (const [collection, id, document] of [
    ['brand', 'live', BRAND],
    ['approved_copy', 'copy', COPY],
  ] as const) {
    const { version } = await documents.load(collection, id);
    await documents.save(collection, id, version, document);
  }
  const said = { channel: 'email', granted: true, atMs: nowMs - 1000, basis: 'opt_in', textVersion: '1' };
  await createApplyConsents(stores).apply([
    { speaker: customerKey, consent: { ...said, purpose: 'marketing' } },
  ]);
  const address = `${customerKey}@example.com`;
  await stores.contacts.put([
    { customerKey, channel: 'email', address, addressHash: `k1.${customerKey}`, atMs: nowMs },
  ]);
  await createTableBudgetStore(open('budget', 'BudgetTableName')).setLimit('budget', 1_000_000);
  await createDocumentCampaignStateStore(documents).save(0, runningCampaign({ campaignId }));
  const dueAtMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const message = { campaignId, personId: customerKey, channel: 'email' as const, dueAtMs };
  const due = createTableDueIndex(open('due', 'DueTableName'), clock);
  await createLoadDue({ due })([plannedMessage({ ...message, expiresAtMs: dueAtMs + 60 * MINUTE_MS })]);
}

async function receiptOf(campaignId: string) {
  const receipts = createTableReceiptStore(open('receipt', 'ReceiptTableName'));
  for await (const receipt of receipts.list(campaignId)) return receipt;
  return undefined;
}

describe('delivery on the local cloud', () => {
  it('sends what is due by the minute, with label, sender and opt-out, and leaves a receipt', async () => {
    await plan('c1', 'hana');
    cloud.local.moveClock({ advance: 'PT1M' });
    await until(async () => (await receiptOf('c1')) !== undefined, 60_000);
    expect(await receiptOf('c1')).toMatchObject({ status: 'accepted', costMicros: 1000 });
    const text = await (await fetch(`${cloud.local.url}/outbox`)).text();
    const lines = text.split('\n').filter(Boolean);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      channel: 'email',
      address: 'hana@example.com',
      messageKey: 'c1/once/hana',
      customerKey: 'hana',
      body: expect.stringMatching(
        /^\(광고\) 가을 세일\n고객님, 오늘 12,900원입니다\.[\s\S]*루나뷰티 1588-0000/,
      ),
    });
  }, 120_000);
});
