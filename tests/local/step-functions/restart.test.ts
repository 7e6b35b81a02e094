import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { removeFolder, writeAssembly } from '../support/assembly.ts';
import { clientConfig, until } from '../support/running-cloud.ts';
import { machineAssembly, machineResource, WORK } from './support/machine-assembly.ts';

const PROCESS = fileURLToPath(new URL('../support/cloud-process.ts', import.meta.url));
const ITEMS = 24;

/** Logs what it is given, then takes its time. */
const SLOW = `export const handler = async (event) => {
  console.log('given ' + JSON.stringify(event));
  await new Promise((resolve) => setTimeout(resolve, 50));
  return event;
};`;

const each = (mode: Record<string, unknown>) => ({
  Type: 'Map',
  Items: `{% [1..${ITEMS}] %}`,
  MaxConcurrency: 2,
  ItemProcessor: { ...mode, StartAt: 'Work', States: { Work: { ...WORK, End: true } } },
  End: true,
});

const DISTRIBUTED = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } };
const flow = (state: unknown) => ({ QueryLanguage: 'JSONata', StartAt: 'Only', States: { Only: state } });
const MACHINES = {
  Inline: machineResource(flow(each({}))),
  Distributed: machineResource(flow(each(DISTRIBUTED))),
  Patient: machineResource(flow({ Type: 'Wait', Seconds: 6, End: true })),
};

class KilledCloud {
  readonly folder = writeAssembly(machineAssembly(MACHINES, SLOW));
  readonly data = mkdtempSync(join(tmpdir(), 'killed-'));
  #process: ChildProcess | undefined;
  url = '';

  async start(): Promise<void> {
    this.#process = spawn(process.execPath, [PROCESS, this.folder, this.data, '0'], { stdio: 'pipe' });
    const [line] = (await once(this.#process.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    this.url = `http://127.0.0.1:${(JSON.parse(line.toString()) as { port: number }).port}`;
  }

  async kill(): Promise<void> {
    if (this.#process === undefined) return;
    const exit = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exit;
  }

  /** What the function was given, over all lives. */
  given(): number[] {
    return readFileSync(join(this.data, 'logs', 'Work.log'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('given '))
      .map((line) => Number(line.slice(6)));
  }

  client(): SFNClient {
    return new SFNClient(clientConfig(this));
  }

  async begin(logicalId: string): Promise<string> {
    const endpoints = (await (await fetch(`${this.url}/endpoints`)).json()) as {
      stateMachines: Record<string, string>;
    };
    const { executionArn = '' } = await this.client().send(
      new StartExecutionCommand({ stateMachineArn: endpoints.stateMachines[logicalId], name: 'killed' }),
    );
    return executionArn;
  }

  async ended(executionArn: string) {
    const look = () => this.client().send(new DescribeExecutionCommand({ executionArn }));
    await until(async () => (await look()).status !== 'RUNNING', 20_000);
    return look();
  }

  async remove(): Promise<void> {
    await this.kill();
    removeFolder(this.folder);
    removeFolder(this.data);
  }
}

describe('after kill -9 an execution', () => {
  it.each(['Inline', 'Distributed'])(
    'goes on within a map (%s), repeating at most what was in flight',
    async (logicalId) => {
      const cloud = new KilledCloud();
      try {
        await cloud.start();
        const executionArn = await cloud.begin(logicalId);
        await until(() => cloud.given().length >= ITEMS / 2);
        await cloud.kill();
        await cloud.start();
        const { status, output = '[]' } = await cloud.ended(executionArn);
        expect(status).toBe('SUCCEEDED');
        expect(JSON.parse(output)).toEqual(Array.from({ length: ITEMS }, (_unused, n) => n + 1));
        const given = cloud.given();
        expect(new Set(given).size).toBe(ITEMS);
        expect(given.length).toBeLessThanOrEqual(ITEMS + 2);
      } finally {
        await cloud.remove();
      }
    },
  );

  it('waits until the instant at which it would have gone on, and enters nothing twice', async () => {
    const cloud = new KilledCloud();
    try {
      await cloud.start();
      const executionArn = await cloud.begin('Patient');
      const history = async () =>
        (await cloud.client().send(new GetExecutionHistoryCommand({ executionArn }))).events ?? [];
      await until(async () => (await history()).some(({ type }) => type === 'WaitStateEntered'));
      await cloud.kill();
      await cloud.start();
      const { startDate, stopDate } = await cloud.ended(executionArn);
      const tookMs = (stopDate?.getTime() ?? 0) - (startDate?.getTime() ?? 0);
      expect(tookMs).toBeGreaterThanOrEqual(6000);
      expect(tookMs).toBeLessThan(8500);
      expect((await history()).map(({ type }) => type)).toEqual([
        'ExecutionStarted',
        'WaitStateEntered',
        'WaitStateExited',
        'ExecutionSucceeded',
      ]);
    } finally {
      await cloud.remove();
    }
  });
});
