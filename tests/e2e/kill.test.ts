import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { dice } from '#tests/simulation/dice.ts';
import { synthesised } from '#tests/support/assembly.ts';
import { CloudChild } from '#tests/support/cloud-child.ts';
import { foldedState, orderSums } from '#tests/support/folded-state.ts';
import {
  ALL_ARRIVED_MS,
  connectTo,
  csvFile,
  temporaryFolder,
  untilFolded,
} from '#tests/support/kairos-cloud.ts';
import { openStores } from '#tests/support/kairos-stores.ts';

/** 5 in CI, 50 under torture. */
const KILLS = Number(process.env['KAIROS_KILLS'] ?? 5);
const ORDERS_PER_FILE = 800;
const CUSTOMERS = 400;
/** Starting the importer takes a second of it, sending and folding a file the rest. */
const KILL_WITHIN_MS = 6000;
const BACK_WITHIN_MS = 10_000;
const COMMAND = fileURLToPath(new URL('../../bin/kairos.ts', import.meta.url));

const amountOf = (order: number): number => 1000 + ((order * 7919) % 90_000);

/** One order a row, by arithmetic alone. */
function ordersFile(folder: string, file: number): string {
  const rows = Array.from({ length: ORDERS_PER_FILE }, (_, n) => {
    const order = file * ORDERS_PER_FILE + n;
    const at = new Date(Date.parse('2026-01-05T00:00:00Z') + order * 61_000).toISOString();
    return [`c${order % CUSTOMERS}`, `o${order}`, at, `p${order % 9}`, '', 1, amountOf(order), 'KRW'];
  });
  const header = [
    'customer_id',
    'order_id',
    'timestamp',
    'product_id',
    'category',
    'quantity',
    'amount',
    'currency',
  ];
  return csvFile(folder, `orders-${file}.csv`, [header, ...rows]);
}

/** `kairos import` as a process of its own; gives its exit status. */
async function importing(folder: string, path: string, url: string): Promise<number> {
  const child = spawn(process.execPath, [COMMAND, 'import', 'purchases', path, '--endpoint', url, '--json'], {
    stdio: 'ignore',
    env: { ...process.env, KAIROS_HOME: join(folder, 'home') },
  });
  const [status] = (await once(child, 'exit')) as [number];
  return status;
}

describe('the local cloud, killed in the middle of imports', () => {
  it(
    `loses nothing and counts nothing twice, ${KILLS} times over`,
    async () => {
      const folder = temporaryFolder();
      const cloud = new CloudChild({ assembly: await synthesised(), data: join(folder, 'data') });
      const random = dice(20_261_121);
      const backMs: number[] = [];
      let importsAgain = 0;
      await cloud.start();
      try {
        for (let file = 0; file < KILLS; file += 1) {
          const path = ordersFile(folder, file);
          const running = importing(folder, path, cloud.url);
          await sleep(random() * KILL_WITHIN_MS);
          await cloud.kill();
          backMs.push(await cloud.start());
          // One that gave up, or found nobody at all, is simply run again.
          for (let status = await running; status !== 0; status = await importing(folder, path, cloud.url)) {
            importsAgain += 1;
            expect(importsAgain).toBeLessThan(KILLS * 3);
          }
        }
        await untilFolded(cloud.url);
        const stores = await openStores(await connectTo(cloud.url));
        const orderCount = KILLS * ORDERS_PER_FILE;
        const paid = Array.from({ length: orderCount }, (_, order) => amountOf(order)).reduce(
          (a, b) => a + b,
        );
        expect(orderSums(await foldedState(stores))).toEqual({
          profileCount: CUSTOMERS,
          orderCount,
          units: orderCount,
          paidMinor: { KRW: paid },
        });
        // The archive has lost nothing either: what it says is what is stored.
        await fetch(`${cloud.url}/firehose/flush`, { method: 'POST' });
        const report = await stores.rebuild({ shareCount: 1, lakeLagMs: ALL_ARRIVED_MS, isDryRun: true });
        expect(report).toMatchObject({
          sameCount: CUSTOMERS,
          eventCount: orderCount,
          differing: [],
          busy: [],
        });
        expect(report.unreadable).toEqual({ erased: 0, damaged: 0 });
        expect(Math.max(...backMs)).toBeLessThan(BACK_WITHIN_MS);
        process.stdout.write(
          `${KILLS} kills: back within ${Math.round(Math.max(...backMs))} ms, ${importsAgain} imports begun again\n`,
        );
      } finally {
        await cloud.kill();
        rmSync(folder, { recursive: true, force: true });
      }
    },
    60_000 + KILLS * 60_000,
  );
});
