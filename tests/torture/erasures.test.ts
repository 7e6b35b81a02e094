import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { erasePerson } from '#bin/wiring/erase-person.ts';
import { openRotateKeys } from '#bin/wiring/rotate-keys.ts';
import { ConflictError, UnavailableError } from '#core/kernel/errors.ts';
import { idsOf, sittingOf } from '#tests/simulation/erasure-world.ts';
import { canariesIn, canariesInFiles, canariesInTables } from '#tests/support/find-canaries.ts';
import { type KairosCloud, startKairosCloud, untilFolded } from '#tests/support/kairos-cloud.ts';
import { openStores } from '#tests/support/kairos-stores.ts';
import { postBatch, type SentMessage } from '#tests/support/send.ts';

const numbered = (flock: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${flock}${String(index).padStart(5, '0')}`);
const GONE = numbered('canarygone', 40);
const STAYING = numbered('canarystay', 8);

let cloud: KairosCloud;
let client: DynamoDBClient;
beforeAll(async () => {
  cloud = await startKairosCloud();
  client = new DynamoDBClient(cloud.connection.clientConfig);
}, 300_000);
afterAll(async () => {
  client.destroy();
  await cloud.stop();
});

async function moveClock(advance: string): Promise<void> {
  await fetch(`${cloud.local.url}/clock`, { method: 'POST', body: JSON.stringify({ advance }) });
}

async function live(people: readonly string[], sitting: number): Promise<void> {
  for (const who of people) {
    const messages = sittingOf(who, sitting, cloud.local.nowMs());
    expect(await postBatch(cloud, JSON.parse(JSON.stringify(messages)) as SentMessage[])).toBe(200);
  }
}

async function settled(): Promise<void> {
  await untilFolded(cloud.local.url, 300_000);
  await cloud.local.flushFirehose();
}

/** As an officer does who is told "later". */
async function erase(who: string): Promise<string> {
  for (;;) {
    try {
      const request = { customerKey: idsOf(who).userId, by: 'officer', reason: 'asked' };
      return (await erasePerson(cloud.connection, request)).state;
    } catch (error) {
      if (!(error instanceof ConflictError || error instanceof UnavailableError)) throw error;
    }
  }
}

/** Stores in which a flock sings: tables through the SDK, the archive with all keys. */
async function places(core: string): Promise<string[]> {
  const found = await canariesInTables(client, [core]);
  const { lake } = await openStores(cloud.connection);
  const lines: unknown[] = [];
  for await (const line of lake.read()) lines.push(line);
  const isInLake = canariesIn(Buffer.from(JSON.stringify(lines)), [core]).length > 0;
  return [...found.keys(), ...(isInLake ? ['lake'] : [])];
}

/** Orders of those who stay, as their profiles count them. */
async function orders(): Promise<readonly number[]> {
  const { profiles } = await openStores(cloud.connection);
  const histories = await profiles.loadHistory(STAYING.map((who) => idsOf(who).userId));
  return STAYING.map((who) => histories.get(idsOf(who).userId)?.value.state.orders.length ?? 0);
}

it('erases 40 people at once on the local cloud, while events stream and the hashing key is rotated', async () => {
  const rotation = await openRotateKeys(cloud.connection);
  await live([...GONE, ...STAYING], 1);
  await settled();
  expect((await places('canarygone')).length).toBeGreaterThanOrEqual(5);
  expect((await rotation.begin()).inForce).toEqual(['k2', 'k1']);
  // Functions that run hear of the new key within the hour.
  await moveClock('PT2H');

  const streaming = async () => {
    for (const sitting of [2, 3]) await live([...STAYING, ...GONE], sitting);
  };
  const [states] = await Promise.all([Promise.all(GONE.map(erase)), streaming()]);
  expect(new Set(states)).toEqual(new Set(['cleared']));
  await settled();
  expect(await places('canarygone')).not.toContain('lake');

  await moveClock('PT26H');
  await live(STAYING, 4);
  for (let tries = 0; tries < 300 && (await places('canarygone')).length > 0; tries += 1) await sleep(1000);
  await settled();
  expect(await places('canarygone')).toEqual([]);
  await fetch(`${cloud.local.url}/compact`, { method: 'POST' });
  expect([...canariesInFiles(join(cloud.local.dataFolder, 'dynamodb'), ['canarygone']).keys()]).toEqual([]);

  expect(await orders()).toEqual(STAYING.map(() => 4));
  // Opened anew: the secret is believed for five minutes.
  const ended = await (await openRotateKeys(cloud.connection)).end(false);
  expect(ended).toMatchObject({
    status: 'ended',
    inForce: ['k2'],
    retired: ['k1'],
    movedCount: STAYING.length,
  });
  await live(STAYING, 5);
  await settled();
  expect(await orders()).toEqual(STAYING.map(() => 5));
}, 1_800_000);
