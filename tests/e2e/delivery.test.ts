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
import { openCostDesk } from '#bin/wiring/cost-desk.ts';
import { type TableName, tables } from '#contracts/tables.ts';
import type { CostLine } from '#core/cost/ledger/cost-line.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import { add, decimal, decimalText } from '#core/kernel/decimal.ts';
import { until } from '#tests/local/support/running-cloud.ts';
import { csvFile, importFile, type KairosCloud, startKairosCloud } from '#tests/support/kairos-cloud.ts';
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

/** E-mails to people, due this minute, in a campaign that runs. */
async function plan(campaignId: string, ...customerKeys: readonly string[]) {
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
  for (const customerKey of customerKeys) {
    await createApplyConsents(stores).apply([
      { speaker: customerKey, consent: { ...said, purpose: 'marketing' } },
    ]);
    const address = `${customerKey}@example.com`;
    await stores.contacts.put([
      { customerKey, channel: 'email', address, addressHash: `k1.${customerKey}`, atMs: nowMs },
    ]);
  }
  await createTableBudgetStore(open('budget', 'BudgetTableName')).setLimit('budget', 1_000_000);
  await createDocumentCampaignStateStore(documents).save(0, runningCampaign({ campaignId }));
  const dueAtMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const message = { campaignId, channel: 'email' as const, dueAtMs, expiresAtMs: dueAtMs + 60 * MINUTE_MS };
  const due = createTableDueIndex(open('due', 'DueTableName'), clock);
  await createLoadDue({ due })(
    customerKeys.map((personId, index) =>
      plannedMessage({ ...message, personId, arm: index % 2 === 0 ? 'own_time' : 'random_time' }),
    ),
  );
}

async function receiptsOf(campaignId: string) {
  const receipts = createTableReceiptStore(open('receipt', 'ReceiptTableName'));
  const found: Receipt[] = [];
  for await (const receipt of receipts.list(campaignId)) found.push(receipt);
  return found;
}

interface Call {
  readonly run?: string;
  readonly service: string;
  readonly operation: string;
  readonly statusCode: number;
  readonly latencyMs: number;
  readonly capacityUnits?: number;
}

/** A dollar in whole numbers of this size: prices here have ends of digits within it. */
const DOLLAR = 10n ** 15n;

/**
 * The bill of the runs that sent the campaign's e-mails, by another program: the gateway's record and list prices of
 * Seoul as people print them, per million and per thousand. It shares no code with the ledger. Time is not in it.
 */
function recompute(calls: readonly Call[], pricePerThousandEmails: bigint): bigint {
  const sent = calls.filter(({ operation, statusCode }) => operation === 'SendEmail' && statusCode === 200);
  const runs = new Set(sent.map(({ run }) => run));
  let sum = BigInt(sent.length) * (pricePerThousandEmails / 1000n);
  for (const call of calls) if (call.run !== undefined && runs.has(call.run)) sum += priceOf(call);
  return sum;
}

function priceOf({ service, operation, capacityUnits = 0 }: Call): bigint {
  const half = BigInt(Math.round(capacityUnits * 2));
  const isRead = ['GetItem', 'BatchGetItem', 'Query', 'Scan'].includes(operation);
  if (service === 'dynamodb')
    return isRead ? (half * 1355n * DOLLAR) / 20_000_000_000n : ((half / 2n) * 68n * DOLLAR) / 100_000_000n;
  if (service === 'lambda') return (2n * DOLLAR) / 10_000_000n;
  if (operation === 'PutObject') return (45n * DOLLAR) / 10_000_000n;
  return operation === 'GetObject' ? (35n * DOLLAR) / 100_000_000n : 0n;
}

describe('delivery on the local cloud', () => {
  it('sends what is due by the minute, with label, sender and opt-out, and leaves a receipt', async () => {
    await plan('c1', 'hana');
    cloud.local.moveClock({ advance: 'PT1M' });
    await until(async () => (await receiptsOf('c1')).length === 1, 60_000);
    expect((await receiptsOf('c1'))[0]).toMatchObject({ status: 'accepted', costMicros: 1000 });
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

  it('costs to the last digit what another program makes of the gateway’s calls and the prices alone', async () => {
    const prices = csvFile(cloud.folder, 'prices.csv', [
      ['sku', 'unit', 'price', 'currency', 'valid_from', 'contract_number'],
      ['AmazonSES/email', 1000, '0.16', 'USD', '2026-01-01', 'K-1'],
    ]);
    await importFile(cloud.connection, 'prices', prices);
    await plan('c2', 'duri', 'seri', 'neri');
    cloud.local.moveClock({ advance: 'PT1M' });
    await until(async () => (await receiptsOf('c2')).length === 3, 60_000);
    const desk = await openCostDesk(cloud.connection);
    const linesOf = async () => {
      const { open: statements } = await desk.readLedger();
      return statements.flatMap(({ lines }) => lines).filter(({ tags }) => tags.campaign === 'c2');
    };
    const emailsOf = (lines: readonly CostLine[]): number =>
      lines.filter(({ unit }) => unit === 'email').reduce((sum, { quantity }) => sum + Number(quantity), 0);
    await until(async () => emailsOf(await linesOf()) === 3, 60_000);
    const lines = await linesOf();
    const isTime = ({ unit }: CostLine): boolean => unit === 'megabyte-millisecond';

    const record = (await (await fetch(`${cloud.local.url}/calls?full`)).json()) as { calls: Call[] };
    // The first test's e-mail left in another run.
    const outbox = (await (await fetch(`${cloud.local.url}/outbox`)).text()).split('\n').filter(Boolean);
    expect(outbox).toHaveLength(4);
    const [first] = record.calls.filter(({ operation }) => operation === 'SendEmail');
    const calls = record.calls.filter(({ run }) => run !== first?.run);
    const total = decimalText(
      add(...lines.filter((line) => !isTime(line)).map((line) => decimal(line.amount))),
    );
    const [whole = '', fraction = ''] = total.split('.');
    expect(BigInt(whole + fraction.padEnd(15, '0'))).toBe(recompute(calls, (16n * DOLLAR) / 100n));

    // Time is what the function itself saw of it: no more than the gateway waited for its runs.
    const runs = new Set(calls.filter(({ operation }) => operation === 'SendEmail').map(({ run }) => run));
    const waitedMs = calls
      .filter(({ service, run }) => service === 'lambda' && runs.has(run))
      .reduce((sum, { latencyMs }) => sum + Math.ceil(latencyMs), 0);
    const megabyteMs = lines.filter(isTime).reduce((sum, { quantity }) => sum + Number(quantity), 0);
    expect(megabyteMs).toBeGreaterThan(0);
    expect(megabyteMs).toBeLessThanOrEqual(1024 * waitedMs);

    for (const arm of ['own_time', 'random_time'])
      expect(lines.find(({ unit, tags }) => unit === 'email' && tags.arm === arm)?.tags).toMatchObject({
        channel: 'email',
        stage: 'delivery',
      });
  }, 120_000);

  it('hears from SES that e-mails bounce, and the campaign pauses itself', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `bounce${index}`);
    await plan('c3', ...names);
    cloud.local.moveClock({ advance: 'PT1M' });
    const campaigns = createDocumentCampaignStateStore(
      createTableDocumentStore(open('document', 'DocumentTableName')),
    );
    const changes = async () => (await campaigns.load('c3')).value?.changes ?? [];
    await until(async () => (await changes()).length > 0, 60_000);
    expect(await changes()).toMatchObject([
      { status: 'paused', by: 'brake', reason: expect.stringMatching(/^email: 10 of \d+ bounced$/) },
    ]);
  }, 120_000);
});
