import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from '#bin/connection.ts';
import { createRng } from '#core/kernel/rng.ts';
import { synthesised } from '#tests/support/assembly.ts';
import { CloudChild } from '#tests/support/cloud-child.ts';
import { connectTo, csvFile, importFile, temporaryFolder, untilFolded } from '#tests/support/kairos-cloud.ts';
import { openStores, type Stores } from '#tests/support/kairos-stores.ts';
import { liveModels, type TrainEnding } from '#tests/support/train-run.ts';

const DAY_MS = 86_400_000;
const CUSTOMERS = 160;

/** In which states the cloud is killed: while shares are made, in a pass, while people are scored. */
const KILLED_IN = ['Scatter', 'Summarise', 'Score'];

const folder = temporaryFolder();
let cloud: CloudChild;
let connection: Connection;
let client: SFNClient;
let stores: Stores;
beforeAll(async () => {
  cloud = new CloudChild({ assembly: await synthesised(), data: join(folder, 'data') });
  await cloud.start();
  connection = await connectTo(cloud.url);
  client = new SFNClient(connection.clientConfig);
  stores = await openStores(connection);
  const path = csvFile(folder, 'purchases.csv', purchases(Date.now()));
  await importFile(connection, 'purchases', path);
  await untilFolded(cloud.url);
}, 240_000);
afterAll(async () => {
  client.destroy();
  await cloud.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** A year of orders up to now, of customers with gaps of their own. */
function purchases(nowMs: number): readonly (readonly unknown[])[] {
  const rng = createRng(11);
  const rows: unknown[][] = [['customer_id', 'order_id', 'timestamp', 'product_id', 'quantity', 'amount']];
  for (let customer = 0; customer < CUSTOMERS; customer += 1) {
    const own = rng.split(customer);
    const gapDays = 10 + 50 * own.uniform();
    let atMs = nowMs - (100 + 250 * own.uniform()) * DAY_MS;
    for (let order = 0; atMs < nowMs; order += 1) {
      const product = own.uniform() < 0.5 ? customer % 50 : own.integer(50);
      const time = new Date(atMs).toISOString();
      rows.push([
        `c${customer}`,
        `o${customer}-${order}`,
        time,
        `p${product}`,
        1,
        10_000 + 100 * (customer % 90),
      ]);
      atMs += Math.max(1, -gapDays * Math.log(1 - own.uniform())) * DAY_MS;
    }
  }
  return rows;
}

const look = (executionArn: string) => client.send(new DescribeExecutionCommand({ executionArn }));

async function ended(executionArn: string): Promise<TrainEnding> {
  for (;;) {
    const { status, output, error, cause } = await look(executionArn);
    if (status === 'SUCCEEDED') return JSON.parse(output ?? '{}') as TrainEnding;
    if (status !== 'RUNNING') throw new Error(`${String(status)} ${String(error)} ${String(cause)}`);
    await sleep(500);
  }
}

/** Kills the cloud once the execution is in a state, and starts it again; says whether there was anything to kill. */
async function killedIn(executionArn: string, state: string): Promise<boolean> {
  const command = new GetExecutionHistoryCommand({ executionArn, reverseOrder: true });
  for (;;) {
    const { events = [] } = await client.send(command);
    if (events.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === state)) break;
    await sleep(20);
  }
  const { status } = await look(executionArn);
  await cloud.kill();
  await cloud.start();
  return status === 'RUNNING';
}

describe('the train state machine on the local cloud', () => {
  it(`killed in ${KILLED_IN.join(', ')}: goes on, publishes what an in-process run over the same stores gives, and writes predictions of everybody`, async () => {
    const stateMachineArn = connection.nameOf('TrainStateMachineArn');
    const start = new StartExecutionCommand({ stateMachineArn, name: 'first', input: '{}' });
    const { executionArn = '' } = await client.send(start);
    const kills: boolean[] = [];
    for (const state of KILLED_IN) kills.push(await killedIn(executionArn, state));
    const output = await ended(executionArn);
    expect(kills.slice(0, 2)).toEqual([true, true]);
    expect(output.published.verdict).toEqual({ isPromoted: true });
    expect(output.personCount).toBe(CUSTOMERS);
    const models = await liveModels(stores);
    expect(models.live.hash).toBe(output.published.live);
    expect(await models.trainHere()).toBe(output.published.live);
    const predictions = (await stores.predictions.load(['c7'])).get('c7');
    expect(predictions).toMatchObject({ modelHash: output.published.live });
    // What refused is not predicted, what did not is.
    const { parts } = models.live.artefact.card;
    expect(predictions?.alive === undefined).toBe(parts.timing.refusal !== undefined);
    expect(predictions?.rhythm === undefined).toBe(parts.rhythm.refusal !== undefined);
  }, 300_000);
});
