import { setTimeout as sleep } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createS3ObjectStore } from '#adapters/aws/s3-object-store.ts';
import { createObjectCostJournal } from '#adapters/node/object-cost-journal.ts';
import type { CopyOffice } from '#app/copy/copy-office.ts';
import { readLiveCopies } from '#app/plan/read-live-copies.ts';
import { setClock } from '#bin/demo/gateway-clock.ts';
import { importSettings, openOffice } from '#bin/wiring/copy-services.ts';
import type { CopySet } from '#core/copy/variants/copy-set.ts';
import { brandFile, createBrand, factsFile, scriptedAppeals } from '#demo/index.ts';
import { type KairosCloud, startKairosCloud } from '#tests/support/kairos-cloud.ts';
import { openStores } from '#tests/support/kairos-stores.ts';

const DAY_MS = 86_400_000;
const brand = createBrand(7, { startsOn: new Date().toISOString().slice(0, 10), customers: 1 });
const product = brand.products[0]!;
const mina = { by: 'mina', minutes: 1, isSimulated: true };

let cloud: KairosCloud;
let office: CopyOffice;
let client: SFNClient;
beforeAll(async () => {
  cloud = await startKairosCloud();
  client = new SFNClient(cloud.connection.clientConfig);
  await importSettings(cloud.connection, { kind: 'brand', text: brandFile(), by: 'mina' });
  const text = factsFile(brand, new Set([product.id]));
  await importSettings(cloud.connection, { kind: 'facts', text, by: 'mina' });
  office = await openOffice(cloud.connection);
  for (const { type, text } of scriptedAppeals(product).slice(0, 1))
    await office.appeals.write({ productId: product.id, personaId: undefined, type, text }, mina);
}, 240_000);
afterAll(() => cloud.stop());

async function start(name: string, count = 4): Promise<string> {
  const { executionArn = '' } = await client.send(
    new StartExecutionCommand({
      stateMachineArn: cloud.connection.nameOf('CopyStateMachineArn'),
      name,
      input: JSON.stringify({ channels: ['push'], count }),
    }),
  );
  return executionArn;
}

async function endOf(executionArn: string): Promise<string> {
  for (;;) {
    const { status, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') return [status, error, cause].filter((each) => each !== undefined).join(' ');
    await sleep(300);
  }
}

/** Waits until a run waits for people. */
async function untilAsked(name: string): Promise<void> {
  const { documents } = await openStores(cloud.connection);
  while ((await documents.load('copy_review', name)).value === undefined) await sleep(300);
}

async function waiting(): Promise<readonly CopySet[]> {
  const sets: CopySet[] = [];
  for await (const set of office.copies.list()) if (set.status === 'waiting') sets.push(set);
  return sets;
}

async function live(): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { id } of await readLiveCopies((await openStores(cloud.connection)).documents)) ids.push(id);
  return ids;
}

/** Tokens that the journal says copy has used. */
async function tokens(): Promise<number> {
  const bucketName = cloud.connection.nameOf('ArtefactBucketName');
  const s3 = new S3Client({ ...cloud.connection.clientConfig, forcePathStyle: true });
  let sum = 0;
  for await (const { entries } of createObjectCostJournal(createS3ObjectStore(s3, { bucketName })).batches())
    for (const entry of entries)
      if (entry.type === 'usage' && entry.tags.stage === 'copy') sum += entry.quantity;
  return sum;
}

/** Calls of one operation of Bedrock so far. */
const calls = (operation: string) =>
  cloud.local.calls.lines().filter((call) => call.service === 'bedrock' && call.operation === operation);

async function approveAll(): Promise<number> {
  const sets = await waiting();
  for (const { id, variants } of sets) {
    const passed = variants.filter(({ status }) => status === 'passed').map((variant) => variant.id);
    await office.copies.approve(id, passed, mina);
    await office.copies.close(id);
  }
  return sets.length;
}

describe('the copy state machine on the local cloud', () => {
  it('writes, waits for people, goes on when the last review closes; a failed call is tried again', async () => {
    cloud.local.faults.add({ service: 'bedrock', kind: 'throttle', count: 5 });
    const run = await start('first');
    await untilAsked('first');
    const sets = await waiting();
    expect(sets.map(({ row }) => row.language).sort()).toEqual(['en', 'ko']);
    expect(sets.every(({ model, isSimulated }) => model === 'local-composer' && isSimulated)).toBe(true);
    expect(await live()).toEqual([]);
    expect(await tokens()).toBeGreaterThan(0);
    await approveAll();
    expect(await endOf(run)).toBe('SUCCEEDED');
    expect((await live()).length).toBeGreaterThanOrEqual(6);
  }, 120_000);

  it('run again on the same inputs, asks no model and pays nothing', async () => {
    const [before, copies] = [await tokens(), await live()];
    expect(await endOf(await start('again'))).toBe('SUCCEEDED');
    expect([await tokens(), await live()]).toEqual([before, copies]);
  }, 60_000);

  it('with nobody deciding in time, reminds people, then lets the new words lapse and keeps the old ones live', async () => {
    const copies = await live();
    const run = await start('late', 5);
    await untilAsked('late');
    expect(await waiting()).toHaveLength(2);
    await setClock(cloud.local.url, Date.now() + 4 * DAY_MS);
    while ((await waiting()).some(({ remindedAtMs }) => remindedAtMs === undefined)) await sleep(300);
    await setClock(cloud.local.url, Date.now() + 8 * DAY_MS);
    expect(await endOf(run)).toBe('SUCCEEDED');
    expect([await waiting(), await live()]).toEqual([[], copies]);
  }, 60_000);

  it('with a hundred rows and more asks in one job, and its answers are what the rows find', async () => {
    const { copy, ...rest } = JSON.parse(brandFile()) as { copy: object };
    const text = JSON.stringify({ ...rest, copy: { ...copy, batchAbove: 100 } });
    await importSettings(cloud.connection, { kind: 'brand', text, by: 'mina' });
    const days = { gentle: '순한', light: '가벼운', fresh: '산뜻한', calm: '편안한', easy: '촉촉한' };
    for (const [english, korean] of Object.entries(days)) {
      const appeal = { ko: `${korean} 하루`, en: `A ${english} day` };
      await office.appeals.write(
        { productId: product.id, personaId: undefined, type: 'context', text: appeal },
        mina,
      );
    }
    const before = calls('Converse').length;
    await client.send(
      new StartExecutionCommand({
        stateMachineArn: cloud.connection.nameOf('CopyStateMachineArn'),
        name: 'many',
        input: JSON.stringify({ tones: ['warm', 'crisp', 'formal'], count: 2 }),
      }),
    );
    while (calls('GetModelInvocationJob').length === 0) {
      await sleep(500);
      await setClock(cloud.local.url, cloud.local.nowMs() + 600_000);
    }
    await untilAsked('many');
    expect(calls('CreateModelInvocationJob').map(({ statusCode }) => statusCode)).toEqual([200]);
    // 6 reasons × 3 channels × 2 languages × 3 tones; what is still asked one by one are repairs.
    expect(await waiting()).toHaveLength(108);
    expect(calls('Converse').length - before).toBeLessThan(54);
  }, 120_000);
});
