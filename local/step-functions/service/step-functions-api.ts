import { randomUUID } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error.ts';
import type { MapRun } from '../map/map-runs.ts';
import { MAX_PAYLOAD_BYTES } from '../run/payload.ts';
import type { World } from '../run/world.ts';
import { createCallbackOperations } from './callback-operations.ts';
import type { Execution } from './execution.ts';
import type { Executions } from './executions.ts';
import { shownEvent } from './history.ts';
import { page } from './page.ts';
import { listedExecution, shownExecution, shownMachine, shownMapRun } from './shown.ts';

interface ListInput {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

const DEFAULT_PAGE = 100;
/** What AWS refuses in a name. */
const BAD_NAME = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

/** The operations of Step Functions that the product and its tools use. */
export function createStepFunctionsApi(
  executions: Executions,
  { tokens, clock, mapRuns }: Pick<World, 'tokens' | 'clock' | 'mapRuns'>,
): Record<string, (input: never) => unknown> {
  const mapRunOf = (arn: string): MapRun => {
    const found = mapRuns.find(arn);
    if (found === undefined) throw new AwsError('ResourceNotFound', `Map Run Does Not Exist: '${arn}'`);
    return found;
  };
  return {
    ...createCallbackOperations(tokens, clock),
    StartExecution({
      stateMachineArn,
      name = randomUUID(),
      input = '{}',
    }: {
      stateMachineArn: string;
      name?: string;
      input?: string;
    }) {
      const machine = executions.machine(stateMachineArn);
      checkStart(name, input);
      const { head } = executions.start(machine, name, input);
      return { executionArn: head.arn, startDate: head.startedAtMs / 1000 };
    },
    StopExecution({ executionArn, error, cause }: { executionArn: string; error?: string; cause?: string }) {
      const execution = executions.find(executionArn);
      execution.abort(error, cause);
      return { stopDate: (execution.end?.atMs ?? clock.nowMs()) / 1000 };
    },
    RedriveExecution({ executionArn }: { executionArn: string }) {
      const execution = executions.find(executionArn);
      if (!['FAILED', 'TIMED_OUT', 'ABORTED'].includes(execution.status))
        throw new AwsError(
          'ExecutionNotRedrivable',
          `Execution is not redrivable: it is ${execution.status}`,
        );
      executions.redrive(execution);
      return { redriveDate: clock.nowMs() / 1000 };
    },
    DescribeExecution: ({ executionArn }: { executionArn: string }) =>
      shownExecution(executions.find(executionArn)),
    ListExecutions({
      stateMachineArn,
      statusFilter,
      ...list
    }: ListInput & { stateMachineArn: string; statusFilter?: string }) {
      const isWanted = ({ status }: Execution): boolean =>
        statusFilter === undefined || status === statusFilter;
      const all = executions.of(executions.machine(stateMachineArn)).filter(isWanted);
      const { items, nextToken } = page(all, list, DEFAULT_PAGE);
      return { executions: items.map(listedExecution), nextToken };
    },
    GetExecutionHistory({
      executionArn,
      reverseOrder = false,
      ...list
    }: ListInput & { executionArn: string; reverseOrder?: boolean }) {
      const { events } = executions.find(executionArn).log;
      const { items, nextToken } = page(reverseOrder ? [...events].reverse() : events, list, DEFAULT_PAGE);
      return { events: items.map(shownEvent), nextToken };
    },
    DescribeStateMachine: ({ stateMachineArn }: { stateMachineArn: string }) =>
      shownMachine(executions.machine(stateMachineArn)),
    ListStateMachines: (list: ListInput) => {
      const { items, nextToken } = page(executions.machines, list, DEFAULT_PAGE);
      return {
        stateMachines: items.map(({ arn, name, createdAtMs }) => ({
          stateMachineArn: arn,
          name,
          type: 'STANDARD',
          creationDate: createdAtMs / 1000,
        })),
        nextToken,
      };
    },
    DescribeMapRun: ({ mapRunArn }: { mapRunArn: string }) => shownMapRun(mapRunOf(mapRunArn)),
    ListMapRuns: ({ executionArn }: { executionArn: string }) => ({
      mapRuns: mapRuns.of(executions.find(executionArn).head.arn).map(({ head, stoppedAtMs }) => ({
        executionArn: head.executionArn,
        mapRunArn: head.arn,
        stateMachineArn: head.stateMachineArn,
        startDate: head.startedAtMs / 1000,
        ...(stoppedAtMs === undefined ? {} : { stopDate: stoppedAtMs / 1000 }),
      })),
    }),
  };
}

function checkStart(name: string, input: string): void {
  if (name.length < 1 || name.length > 80 || BAD_NAME.test(name))
    throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  if (Buffer.byteLength(input) > MAX_PAYLOAD_BYTES)
    throw new AwsError('InvalidExecutionInput', `The input is longer than ${MAX_PAYLOAD_BYTES} bytes`);
  try {
    JSON.parse(input);
  } catch {
    throw new AwsError('InvalidExecutionInput', 'The input is not JSON');
  }
}
