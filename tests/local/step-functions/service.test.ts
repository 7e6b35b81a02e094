import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import type { LocalCloud } from '#local/start-local-cloud.ts';
import { clientConfig, until, withCloud } from '../support/running-cloud.ts';
import { machineAssembly, machineResource, WORK } from './support/machine-assembly.ts';

const flow = (States: Record<string, unknown>) => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(States)[0],
  States,
});

const ECHO = 'export const handler = async (event) => ({ echo: event });';
/** Fails by an error of ours as long as the table has no item that says otherwise: told by `mend`. */
const FRAGILE = `let isMended = false;
export const handler = async (event) => {
  if (event.mend) { isMended = true; return 'mended'; }
  if (event.n === 2 && !isMended) { const error = new Error('not yet'); error.name = 'UnavailableError'; throw error; }
  return event.n;
};`;

function machineOf(cloud: LocalCloud, logicalId: string): string {
  return cloud.endpoints().stateMachines[logicalId] ?? '';
}

async function ended(sfn: SFNClient, executionArn: string | undefined) {
  let description = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  await until(async () => {
    description = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return description.status !== 'RUNNING';
  });
  return description;
}

describe('the local Step Functions', () => {
  it('runs a machine of the template through the unmodified SDK and tells its history in pages', () =>
    withCloud(
      machineAssembly({ Train: machineResource(flow({ Fit: { ...WORK, End: true } })) }, ECHO),
      async (cloud) => {
        const sfn = new SFNClient(clientConfig(cloud));
        const stateMachineArn = machineOf(cloud, 'Train');
        const { executionArn } = await sfn.send(
          new StartExecutionCommand({ stateMachineArn, name: 'first', input: '{"n":1}' }),
        );
        expect(await ended(sfn, executionArn)).toMatchObject({
          status: 'SUCCEEDED',
          output: '{"echo":{"n":1}}',
          input: '{"n":1}',
        });
        const first = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 3 }));
        const rest = await sfn.send(
          new GetExecutionHistoryCommand({ executionArn, nextToken: first.nextToken }),
        );
        const events = [...(first.events ?? []), ...(rest.events ?? [])];
        expect(events.map(({ type }) => type)).toEqual([
          'ExecutionStarted',
          'TaskStateEntered',
          'TaskScheduled',
          'TaskStarted',
          'TaskSucceeded',
          'TaskStateExited',
          'ExecutionSucceeded',
        ]);
        expect(events[1]?.stateEnteredEventDetails).toMatchObject({ name: 'Fit', input: '{"n":1}' });
        expect(events[3]?.taskStartedEventDetails).toMatchObject({
          resource: 'invoke',
          resourceType: 'lambda',
        });
        const { definition } = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
        expect(definition).toContain(':function:App-Work');
        const counted = cloud.calls.summary().find(({ operation }) => operation === 'StateTransition');
        expect(counted).toMatchObject({ service: 'states', caller: 'Train', calls: 1 });
      },
    ));

  it('answers a second start of the same name as AWS does', () =>
    withCloud(
      machineAssembly(
        { Wait: machineResource(flow({ Pause: { Type: 'Wait', Seconds: 3600, End: true } })) },
        ECHO,
      ),
      async (cloud) => {
        const sfn = new SFNClient(clientConfig(cloud));
        const stateMachineArn = machineOf(cloud, 'Wait');
        const start = (input: string) =>
          sfn.send(new StartExecutionCommand({ stateMachineArn, name: 'spring-2027-03-01', input }));
        const { executionArn } = await start('{}');
        expect((await start('{}')).executionArn).toBe(executionArn);
        await expect(start('{"other":1}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
        await sfn.send(new StopExecutionCommand({ executionArn, error: 'Stopped', cause: 'by hand' }));
        expect(await ended(sfn, executionArn)).toMatchObject({ status: 'ABORTED', error: 'Stopped' });
        await expect(start('{}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
        await expect(
          sfn.send(new StartExecutionCommand({ stateMachineArn, name: 'two words' })),
        ).rejects.toMatchObject({ name: 'InvalidName' });
        const { executions = [] } = await sfn.send(
          new ListExecutionsCommand({ stateMachineArn, statusFilter: 'ABORTED' }),
        );
        expect(executions.map(({ name }) => name)).toEqual(['spring-2027-03-01']);
      },
    ));

  it('goes on once the token comes back, waits on the moved clock', () =>
    withCloud(
      machineAssembly(
        {
          Approve: machineResource(
            flow({
              Ask: {
                ...WORK,
                Resource: `${WORK.Resource}.waitForTaskToken`,
                Arguments: { ...WORK.Arguments, Payload: { token: '{% $states.context.Task.Token %}' } },
                Output: '{% $states.result %}',
                Next: 'Pause',
              },
              Pause: { Type: 'Wait', Seconds: 86_400, End: true },
            }),
          ),
        },
        ECHO,
      ),
      async (cloud) => {
        const sfn = new SFNClient(clientConfig(cloud));
        const { executionArn } = await sfn.send(
          new StartExecutionCommand({ stateMachineArn: machineOf(cloud, 'Approve') }),
        );
        const history = async () =>
          (await sfn.send(new GetExecutionHistoryCommand({ executionArn }))).events ?? [];
        await until(async () => (await history()).some(({ type }) => type === 'TaskSubmitted'));
        const scheduled = (await history()).find(({ type }) => type === 'TaskScheduled');
        const { Payload } = JSON.parse(scheduled?.taskScheduledEventDetails?.parameters ?? '') as {
          Payload: { token: string };
        };
        await expect(
          sfn.send(new SendTaskSuccessCommand({ taskToken: 'made up', output: '{}' })),
        ).rejects.toMatchObject({ name: 'TaskTimedOut' });
        const answer = { taskToken: Payload.token, output: '{"yes":true}' };
        await sfn.send(new SendTaskSuccessCommand(answer));
        await expect(sfn.send(new SendTaskSuccessCommand(answer))).rejects.toMatchObject({
          name: 'TaskTimedOut',
        });
        await until(async () => (await history()).some(({ type }) => type === 'WaitStateEntered'));
        cloud.moveClock({ advance: 'P1D' });
        expect(await ended(sfn, executionArn)).toMatchObject({ output: '{"yes":true}' });
      },
    ));

  it('redrives a failed execution from the iteration that failed', () =>
    withCloud(
      machineAssembly(
        {
          Each: machineResource(
            flow({
              Each: {
                Type: 'Map',
                MaxConcurrency: 1,
                ItemProcessor: { StartAt: 'Work', States: { Work: { ...WORK, End: true } } },
                End: true,
              },
            }),
          ),
          Mend: machineResource(flow({ Mend: { ...WORK, End: true } })),
        },
        FRAGILE,
      ),
      async (cloud) => {
        const sfn = new SFNClient(clientConfig(cloud));
        const { executionArn } = await sfn.send(
          new StartExecutionCommand({
            stateMachineArn: machineOf(cloud, 'Each'),
            input: '[{"n":1},{"n":2},{"n":3}]',
          }),
        );
        expect(await ended(sfn, executionArn)).toMatchObject({ status: 'FAILED', error: 'UnavailableError' });
        const mend = await sfn.send(
          new StartExecutionCommand({ stateMachineArn: machineOf(cloud, 'Mend'), input: '{"mend":true}' }),
        );
        await ended(sfn, mend.executionArn);
        const calls = () => cloud.calls.lines().filter(({ caller }) => caller.startsWith('Each→')).length;
        expect(calls()).toBe(2);
        await sfn.send(new RedriveExecutionCommand({ executionArn }));
        expect(await ended(sfn, executionArn)).toMatchObject({
          status: 'SUCCEEDED',
          output: '[1,2,3]',
          redriveCount: 1,
        });
        expect(calls()).toBe(4);
      },
    ));

  it('counts the items of a distributed map, ten thousand of them, and writes its results to S3', () =>
    withCloud(
      machineAssembly(
        {
          Many: machineResource(
            flow({
              Each: {
                Type: 'Map',
                Items: '{% [1..10000] %}',
                ItemBatcher: { MaxItemsPerBatch: 10 },
                ItemProcessor: {
                  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
                  StartAt: 'Count',
                  States: { Count: { Type: 'Pass', Output: '{% $count($states.input.Items) %}', End: true } },
                },
                ResultWriter: {
                  Resource: 'arn:aws:states:::s3:putObject',
                  Arguments: { Bucket: 'app-lake', Prefix: 'results' },
                },
                End: true,
              },
            }),
          ),
        },
        ECHO,
      ),
      async (cloud) => {
        const sfn = new SFNClient(clientConfig(cloud));
        const { executionArn } = await sfn.send(
          new StartExecutionCommand({ stateMachineArn: machineOf(cloud, 'Many') }),
        );
        const { output = '' } = await ended(sfn, executionArn);
        const { mapRuns = [] } = await sfn.send(new ListMapRunsCommand({ executionArn }));
        const mapRunArn = mapRuns[0]?.mapRunArn;
        const { itemCounts, executionCounts, status } = await sfn.send(
          new DescribeMapRunCommand({ mapRunArn }),
        );
        expect(status).toBe('SUCCEEDED');
        expect([itemCounts?.succeeded, executionCounts?.succeeded]).toEqual([10_000, 1000]);
        const { ResultWriterDetails } = JSON.parse(output) as {
          ResultWriterDetails: { Bucket: string; Key: string };
        };
        const read = async (key: string) =>
          (await fetch(`${cloud.url}/${ResultWriterDetails.Bucket}/${key}`, {
            headers: { authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/x/s3/aws4_request' },
          }).then((answer) => answer.json())) as never;
        const manifest: { ResultFiles: { SUCCEEDED: { Key: string }[] } } = await read(
          ResultWriterDetails.Key,
        );
        const results: { Output: string; Status: string }[] = await read(
          manifest.ResultFiles.SUCCEEDED[0]?.Key ?? '',
        );
        expect(results).toHaveLength(1000);
        expect(new Set(results.map(({ Output, Status }) => `${Status} ${Output}`))).toEqual(
          new Set(['SUCCEEDED 10']),
        );
      },
    ));

  it('is started by a schedule, once for each occasion, with the time it was due', () =>
    withCloud(
      machineAssembly(
        {
          Nightly: machineResource(flow({ Fit: { ...WORK, End: true } })),
          Schedule: {
            Type: 'AWS::Scheduler::Schedule',
            Properties: {
              ScheduleExpression: 'cron(0 3 * * ? *)',
              FlexibleTimeWindow: { Mode: 'OFF' },
              Target: {
                Arn: { Ref: 'Nightly' },
                RoleArn: 'role',
                Input: '{"asOf":"<aws.scheduler.scheduled-time>"}',
              },
            },
          },
        },
        ECHO,
      ),
      async (cloud) => {
        cloud.moveClock({ advance: 'P2D' });
        const sfn = new SFNClient(clientConfig(cloud));
        const list = async () =>
          (await sfn.send(new ListExecutionsCommand({ stateMachineArn: machineOf(cloud, 'Nightly') })))
            .executions ?? [];
        await until(async () => (await list()).filter(({ status }) => status === 'SUCCEEDED').length >= 2);
        const { output = '' } = await ended(sfn, (await list())[0]?.executionArn);
        expect(output).toMatch(/^\{"echo":\{"asOf":"\d{4}-\d\d-\d\dT03:00:00Z"\}\}$/);
      },
    ));
});
