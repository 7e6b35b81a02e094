import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableDueIndex } from '#adapters/node/table-due-index.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import type { Table } from '#app/ports/table.ts';
import { erasePerson } from '#bin/wiring/erase-person.ts';
import { type TableName, tables } from '#contracts/tables.ts';
import { canariesIn, canariesInFiles, canariesInTables } from '#tests/support/find-canaries.ts';
import { type KairosCloud, startKairosCloud, untilFolded } from '#tests/support/kairos-cloud.ts';
import { openStores } from '#tests/support/kairos-stores.ts';
import { plannedMessage } from '#tests/support/planned-message.ts';
import { postBatch, type SentMessage } from '#tests/support/send.ts';

const ERASED = 'canarykim';
const OTHER = 'otherlee';
const HELD = ['contact', 'due', 'lake', 'ledger', 'person', 'profile', 'receipt'] as const;

let cloud: KairosCloud;
let client: DynamoDBClient;
beforeAll(async () => {
  cloud = await startKairosCloud();
  client = new DynamoDBClient(cloud.connection.clientConfig);
}, 180_000);
afterAll(async () => {
  client.destroy();
  await cloud.stop();
});

const tableOf = (name: TableName): Table => {
  const output = `${name[0]?.toUpperCase()}${name.slice(1)}TableName` as 'DueTableName';
  return createDynamoTable(client, {
    tableName: cloud.connection.nameOf(output),
    schema: tables[name],
  });
};

/** What a customer does within a minute; their name sings in every field that may hold one. */
function messagesOf(who: string) {
  const timestamp = new Date(cloud.local.nowMs() - 60_000).toISOString();
  const track = (event: string, properties: object) => ({
    type: 'track',
    userId: who,
    event,
    timestamp,
    properties,
  });
  return [
    {
      type: 'identify',
      userId: who,
      anonymousId: `${who}-device`,
      timestamp,
      traits: { email: `${who}@shop.example` },
    },
    track('Products Searched', { query: `${who} cream` }),
    track('Order Completed', {
      order_id: `${who}-1`,
      total: 12_900,
      currency: 'KRW',
      products: [{ product_id: `${who}-p`, quantity: 1, price: 12_900 }],
    }),
    track('Consent Changed', { purpose: 'location', granted: true, basis: 'opt_in', text_version: who }),
  ].map((message, index) => ({ ...message, messageId: `${who}-${index}-${cloud.local.nowMs()}` }));
}

async function send(who: string): Promise<void> {
  expect(await postBatch(cloud, JSON.parse(JSON.stringify(messagesOf(who))) as SentMessage[])).toBe(200);
  await untilFolded(cloud.local.url);
  await cloud.local.flushFirehose();
}

async function plan(who: string): Promise<void> {
  const message = plannedMessage({ campaignId: 'summer', personId: who });
  await createTableDueIndex(tableOf('due'), { nowMs: () => cloud.local.nowMs() }).put([message]);
  await createTableReceiptStore(tableOf('receipt')).put({
    ...{ message, status: 'accepted', reason: '', atMs: cloud.local.nowMs(), sendInstantMs: 1 },
    ...{ costMicros: 7, providerId: `provider-${who}` },
  });
}

/** Stores in which a name sings: tables through the SDK, the archive as a reader with all keys sees it, files of buckets. */
async function places(who: string): Promise<string[]> {
  const found = await canariesInTables(client, [who]);
  const names = (Object.keys(tables) as TableName[]).filter((name) =>
    [...found.keys()].some((table) => table.toLowerCase().includes(`${name.toLowerCase()}table`)),
  );
  // Opened anew: a reader that has been open remembers keys for ten minutes.
  const { lake: archive } = await openStores(cloud.connection);
  const lines: unknown[] = [];
  for await (const line of archive.read()) lines.push(line);
  const files = canariesInFiles(join(cloud.local.dataFolder, 's3'), [who]);
  const lake = canariesIn(Buffer.from(JSON.stringify(lines)), [who]).length > 0 ? ['lake'] : [];
  return [...names, ...lake, ...files.keys()].toSorted();
}

/** Every file of the run in which a name sings, by folder: tables' blocks opened, whatever was deleted included. */
function folders(who: string): string[] {
  const files = [...canariesInFiles(cloud.local.dataFolder, [who]).keys()];
  return [...new Set(files.map((file) => file.split('/')[0] ?? ''))].toSorted();
}

/** A letter that a provider has taken stays with the provider. */
async function write(who: string): Promise<void> {
  const ses = new SESv2Client(cloud.connection.clientConfig);
  const text = { Data: 'hello' };
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: 'shop@shop.example',
      Destination: { ToAddresses: [`${who}@shop.example`] },
      Content: { Simple: { Subject: text, Body: { Text: text } } },
    }),
  );
  ses.destroy();
}

async function moveClock(body: object): Promise<void> {
  await fetch(`${cloud.local.url}/clock`, { method: 'POST', body: JSON.stringify(body) });
}

describe('an erasure in the local cloud', () => {
  it('takes a person out of every store, keeps late events away, and is finished by its state machine', async () => {
    for (const who of [ERASED, OTHER]) {
      await send(who);
      await plan(who);
      await write(who);
    }
    const documents = createTableDocumentStore(tableOf('document'));
    await documents.save('plan', 'p1', 0, {
      campaignId: 'summer',
      occurrence: 'once',
      planned: 2,
      madeAtMs: 1,
    });
    expect(await places(ERASED)).toEqual(HELD);
    const others = await places(OTHER);
    // The archive is sealed: only who has her key finds her there.
    expect(folders(ERASED)).toEqual(['dynamodb', 'kinesis', 'outbox.jsonl']);

    const request = { customerKey: ERASED, by: 'officer', reason: 'asked' };
    const first = await erasePerson(cloud.connection, request);
    expect(first.state).toBe('cleared');
    // Tombstones, and the request itself: that is all that still says who it was.
    expect(await places(ERASED)).toEqual(['document', 'ledger', 'profile']);
    await send(ERASED);
    // What comes by the front door leaves its address, which nothing reads first.
    expect(await places(ERASED)).toEqual(['contact', 'document', 'ledger', 'profile']);

    await moveClock({ advance: 'PT25H1M' });
    for (let tries = 0; tries < 100 && (await places(ERASED)).length > 0; tries += 1)
      await new Promise((done) => setTimeout(done, 300));
    expect(await places(ERASED)).toEqual([]);
    expect((await documents.load('erasure', first.id)).value).toMatchObject({ state: 'done' });
    expect(await places(OTHER)).toEqual(others);

    // Deleted is not gone: LevelDB keeps what it deletes until its files are rewritten, the stream what has expired.
    await fetch(`${cloud.local.url}/compact`, { method: 'POST' });
    expect(folders(ERASED)).toEqual(['outbox.jsonl']);
    expect(folders(OTHER)).toEqual(['dynamodb', 'outbox.jsonl']);
  }, 240_000);
});
