import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chunksOf } from '#core/kernel/concurrency.ts';
import {
  coresOf,
  createCanaries,
  personCores,
  placeCores,
  plantedMessages,
} from '#tests/support/canaries.ts';
import { canariesIn, canariesInFiles, canariesInTables } from '#tests/support/find-canaries.ts';
import {
  csvFile,
  importFile,
  type KairosCloud,
  startKairosCloud,
  untilFolded,
} from '#tests/support/kairos-cloud.ts';
import { openStores, type Stores } from '#tests/support/kairos-stores.ts';
import { postBatch, putUntilTaken, recordOf } from '#tests/support/send.ts';

/**
 * Where personal data may be found in clear on this machine, and why. In the cloud each of them is encrypted by KMS;
 * here they are the files of the emulators.
 */
const DECLARED = {
  /**
   * The stream keeps for 24 hours what a direct producer put on it, and positions from either door: whether they were
   * consented to is known only after it.
   */
  stream: /^kinesis\//,
  /** The files of all tables; which table it is in is looked at through the SDK. */
  tables: /^dynamodb\//,
  contacts: /ContactTable/,
};

let cloud: KairosCloud;
let stores: Stores;
let client: DynamoDBClient;
beforeAll(async () => {
  cloud = await startKairosCloud({ isRecordingCalls: true });
  stores = await openStores(cloud.connection);
  client = new DynamoDBClient(cloud.connection.clientConfig);
}, 120_000);
afterAll(async () => {
  client.destroy();
  await cloud.stop();
});

/** Stores outside `declared` in which canaries were found, and the archive as a reader with all keys sees it. */
async function leaks(
  cores: readonly string[],
  declared: readonly RegExp[],
): Promise<Record<string, string[]>> {
  await untilFolded(cloud.local.url);
  await cloud.local.flushFirehose();
  const lake: unknown[] = [];
  for await (const line of stores.lake.read()) lake.push(line);
  expect(lake.length).toBeGreaterThan(0);
  const found = [
    ...canariesInFiles(cloud.local.dataFolder, cores),
    ...(await canariesInTables(client, cores)),
    ['decrypted lake', canariesIn(Buffer.from(JSON.stringify(lake)), cores)] as const,
  ];
  const undeclared = found.filter(
    ([name, heard]) => heard.length > 0 && !declared.some((store) => store.test(name)),
  );
  return Object.fromEntries(undeclared);
}

describe('personal data on its way through the local cloud', () => {
  it('comes to no store but the contacts when it is sent to the front door', async () => {
    const canaries = createCanaries(1);
    for (const batch of chunksOf(plantedMessages(canaries), 20))
      expect(await postBatch(cloud, batch)).toBe(200);
    expect(await leaks(personCores(canaries), [DECLARED.tables, DECLARED.contacts])).toEqual({});
    expect(await leaks(placeCores(canaries), [DECLARED.stream])).toEqual({});
    const contacts = await canariesInTables(client, coresOf(canaries));
    expect([...contacts.keys()].filter((name) => DECLARED.contacts.test(name))).toHaveLength(1);
  }, 120_000);

  it('comes to no store but the stream when a producer puts it there', async () => {
    const canaries = createCanaries(2);
    await putUntilTaken(stores, plantedMessages(canaries).map(recordOf));
    expect(await leaks(coresOf(canaries), [DECLARED.stream])).toEqual({});
    const raw = canariesInFiles(cloud.local.dataFolder, coresOf(canaries));
    expect([...raw.keys()].some((name) => DECLARED.stream.test(name))).toBe(true);
  }, 120_000);

  it('comes to no store but the contacts when it is imported', async () => {
    const canaries = createCanaries(3);
    const { email, phone, apnsToken, resident } = canaries;
    const contacts = csvFile(cloud.folder, 'contacts.csv', [
      ['customer_id', 'channel', 'address', 'timezone', 'locale'],
      [email, 'email', email, 'Asia/Seoul', 'ko'],
      [phone, 'sms', phone, 'Asia/Seoul', 'ko'],
      [resident, 'push', apnsToken, 'Asia/Seoul', 'ko'],
    ]);
    const purchases = csvFile(cloud.folder, 'purchases.csv', [
      ['customer_id', 'order_id', 'timestamp', 'product_id', 'category', 'quantity', 'amount'],
      [email, `주문 ${phone}`, '2026-11-03T00:00:00Z', email, phone, 1, 100],
      [phone, 'o2', '2026-11-03T00:00:00Z', resident, resident, 1, 100],
    ]);
    const consents = csvFile(cloud.folder, 'consents.csv', [
      ['customer_id', 'channel', 'purpose', 'granted', 'timestamp', 'basis', 'text_version'],
      [phone, 'email', 'marketing', 'true', '2026-11-03T00:00:00Z', email, phone],
    ]);
    const suppressions = csvFile(cloud.folder, 'suppressions.csv', [
      ['channel', 'address', 'reason', 'timestamp'],
      ['sms', phone, `전화 ${phone}`, '2026-11-03T00:00:00Z'],
    ]);
    await importFile(cloud.connection, 'contacts', contacts);
    await importFile(cloud.connection, 'purchases', purchases);
    await importFile(cloud.connection, 'consents', consents);
    await importFile(cloud.connection, 'suppressions', suppressions);
    expect(await leaks(coresOf(canaries), [DECLARED.tables, DECLARED.contacts])).toEqual({});
  }, 120_000);
});
