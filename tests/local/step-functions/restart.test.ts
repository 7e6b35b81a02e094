import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloudChild } from '#tests/support/cloud-child.ts';
import { removeFolder, writeAssembly } from '../support/assembly.ts';
import { clientConfig, until } from '../support/running-cloud.ts';
import { machineAssembly, machineResource, WORK } from './support/machine-assembly.ts';

/** However busy the machine is, this is long enough. */
const LIMIT_MS = 60_000;
const ITEMS = 24;
const DAY_SECONDS = 86_400;

/** Logs what it is given, then takes its time. */
const SLOW = `export const handler = async (event) => {
  console.log('given ' + JSON.stringify(event));
  await new Promise((resolve) => setTimeout(resolve, 50));
  return event;
};`;

/** What an item of a map, and a map, are known by in the log. */
const each = (map: string, mode: Record<string, unknown>) => ({
  Type: 'Map',
  Items: `{% [1..${ITEMS}] %}`,
  ItemSelector: { map, n: '{% $states.context.Map.Item.Value %}' },
  MaxConcurrency: 2,
  ItemProcessor: { ...mode, StartAt: 'Work', States: { Work: { ...WORK, End: true } } },
  Output: '{% $states.result.n %}',
  End: true,
});

const DISTRIBUTED = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } };
const flow = (state: unknown) => ({ QueryLanguage: 'JSONata', StartAt: 'Only', States: { Only: state } });
const MACHINES = {
  Inline: machineResource(flow(each('Inline', {}))),
  Distributed: machineResource(flow(each('Distributed', DISTRIBUTED))),
  Patient: machineResource(flow({ Type: 'Wait', Seconds: DAY_SECONDS, End: true })),
  Asking: machineResource(
    flow({
      ...WORK,
      Resource: `${WORK.Resource}.waitForTaskToken`,
      Arguments: { ...WORK.Arguments, Payload: { token: '{% $states.context.Task.Token %}' } },
      TimeoutSeconds: 30 * DAY_SECONDS,
      Output: '{% $states.result %}',
      End: true,
    }),
  ),
};
type MachineName = keyof typeof MACHINES;

const assembly = writeAssembly(machineAssembly(MACHINES, SLOW));
const data = mkdtempSync(join(tmpdir(), 'killed-'));
const cloud = new CloudChild({ assembly, data });
const executions = new Map<string, string>();
let sfn: SFNClient;

/** What the function was given for a map, over all lives. */
function given(map: MachineName): number[] {
  return readFileSync(join(data, 'logs', 'Work.log'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('given '))
    .map((line) => JSON.parse(line.slice(6)) as { map?: string; n: number })
    .filter((payload) => payload.map === map)
    .map(({ n }) => n);
}

const look = (machine: MachineName) =>
  sfn.send(new DescribeExecutionCommand({ executionArn: executions.get(machine) }));

async function history(machine: MachineName): Promise<readonly HistoryEvent[]> {
  const command = new GetExecutionHistoryCommand({ executionArn: executions.get(machine) });
  return (await sfn.send(command)).events ?? [];
}

const types = async (machine: MachineName) => (await history(machine)).map(({ type }) => type);

async function ended(machine: MachineName) {
  await until(async () => (await look(machine)).status !== 'RUNNING', LIMIT_MS);
  return look(machine);
}

const advance = (duration: string) =>
  fetch(`${cloud.url}/clock`, { method: 'POST', body: JSON.stringify({ advance: duration }) });

/** All four at once, killed while each is in the middle of what it does. */
beforeAll(async () => {
  await cloud.start();
  sfn = new SFNClient({ ...clientConfig(cloud), maxAttempts: 3 });
  const { stateMachines } = (await (await fetch(`${cloud.url}/endpoints`)).json()) as {
    stateMachines: Record<string, string>;
  };
  for (const machine of Object.keys(MACHINES)) {
    const command = new StartExecutionCommand({ stateMachineArn: stateMachines[machine], name: 'killed' });
    executions.set(machine, (await sfn.send(command)).executionArn ?? '');
  }
  await until(async () => (await types('Asking')).includes('TaskSubmitted'), LIMIT_MS);
  await until(async () => (await types('Patient')).includes('WaitStateEntered'), LIMIT_MS);
  await advance('PT1H');
  await until(() => given('Inline').length >= 6 && given('Distributed').length >= 6, LIMIT_MS);
  await cloud.kill();
  await cloud.start();
}, 180_000);

afterAll(async () => {
  await cloud.kill();
  removeFolder(assembly);
  removeFolder(data);
});

describe('after kill -9 an execution', () => {
  it.each(['Inline', 'Distributed'] as const)(
    'goes on within a map (%s), repeating at most what was in flight',
    async (machine) => {
      const { status, output = '[]' } = await ended(machine);
      expect(status).toBe('SUCCEEDED');
      expect(JSON.parse(output)).toEqual(Array.from({ length: ITEMS }, (_unused, n) => n + 1));
      expect(new Set(given(machine)).size).toBe(ITEMS);
      expect(given(machine).length).toBeLessThanOrEqual(ITEMS + 2);
    },
    LIMIT_MS,
  );

  it(
    'still knows the token that it gave out, and enters nothing twice',
    async () => {
      const scheduled = (await history('Asking')).find(({ type }) => type === 'TaskScheduled');
      const parameters = scheduled?.taskScheduledEventDetails?.parameters ?? '';
      const { token } = (JSON.parse(parameters) as { Payload: { token: string } }).Payload;
      await sfn.send(new SendTaskHeartbeatCommand({ taskToken: token }));
      await sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: '"approved"' }));
      expect(await ended('Asking')).toMatchObject({ status: 'SUCCEEDED', output: '"approved"' });
      expect(await types('Asking')).toEqual([
        'ExecutionStarted',
        'TaskStateEntered',
        'TaskScheduled',
        'TaskStarted',
        'TaskSubmitted',
        'TaskSucceeded',
        'TaskStateExited',
        'ExecutionSucceeded',
      ]);
    },
    LIMIT_MS,
  );

  it(
    'waits until the instant at which it would have gone on, by the moved clock',
    async () => {
      await advance('PT20H');
      expect(await look('Patient')).toMatchObject({ status: 'RUNNING' });
      await advance('PT4H');
      const { startDate, stopDate } = await ended('Patient');
      const tookMs = (stopDate?.getTime() ?? 0) - (startDate?.getTime() ?? 0);
      expect(tookMs).toBeGreaterThanOrEqual(DAY_SECONDS * 1000);
      expect(await types('Patient')).toEqual([
        'ExecutionStarted',
        'WaitStateEntered',
        'WaitStateExited',
        'ExecutionSucceeded',
      ]);
    },
    LIMIT_MS,
  );
});
