import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import {
  csvFile,
  importFile,
  type KairosCloud,
  startKairosCloud,
  untilFolded,
} from '#tests/support/kairos-cloud.ts';
import { openStores, type Stores } from '#tests/support/kairos-stores.ts';
import { liveModels, type TrainEnding } from '#tests/support/train-run.ts';

const DAY_MS = 86_400_000;
const CUSTOMERS = 160;

let cloud: KairosCloud;
let stores: Stores;
beforeAll(async () => {
  cloud = await startKairosCloud();
  stores = await openStores(cloud.connection);
  const path = csvFile(cloud.folder, 'purchases.csv', purchases(Date.now()));
  await importFile(cloud.connection, 'purchases', path);
  await untilFolded(cloud.local.url);
}, 240_000);
afterAll(() => cloud.stop());

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

async function train(name: string): Promise<{ readonly status: string; readonly output: TrainEnding }> {
  const client = new SFNClient(cloud.connection.clientConfig);
  const stateMachineArn = cloud.connection.nameOf('TrainStateMachineArn');
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, name, input: '{}' }),
  );
  for (;;) {
    const { status, output, error, cause } = await client.send(
      new DescribeExecutionCommand({ executionArn }),
    );
    if (status === 'SUCCEEDED') return { status, output: JSON.parse(output ?? '{}') as TrainEnding };
    if (status !== 'RUNNING') throw new Error(`${String(status)} ${String(error)} ${String(cause)}`);
    await sleep(500);
  }
}

describe('the train state machine on the local cloud', () => {
  it('publishes what an in-process run over the same stores gives, and writes predictions of everybody', async () => {
    const { output } = await train('first');
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
