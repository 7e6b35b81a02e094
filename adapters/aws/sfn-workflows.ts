import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListMapRunsCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type {
  MapCounts,
  WorkflowEvent,
  WorkflowRun,
  WorkflowStatus,
  Workflows,
} from '#app/ports/workflows.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import { translateErrors } from './translate-error.ts';

const STATUSES: Readonly<Record<string, WorkflowStatus>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed_out',
  ABORTED: 'aborted',
};
/** The most that one page of a history holds. */
const PAGE_EVENTS = 1000;

/** State machines of Step Functions. */
export function createSfnWorkflows(client: SFNClient): Workflows {
  return {
    async start(stateMachineArn, { name, input }) {
      const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
      const { executionArn = '' } = await translateErrors('StartExecution', () =>
        client.send(command).catch((error: unknown) => {
          if ((error as Error).name !== 'ExecutionAlreadyExists') throw error;
          throw new ConflictError(`a run called ${name ?? ''} has been started before`, { cause: error });
        }),
      );
      return executionArn;
    },
    async describe(executionArn) {
      const found = await translateErrors('DescribeExecution', () =>
        client.send(new DescribeExecutionCommand({ executionArn })),
      );
      return runOf(found);
    },
    async eventsAfter(executionArn, eventId) {
      const seen: WorkflowEvent[] = [];
      let nextToken: string | undefined;
      do {
        const command = new GetExecutionHistoryCommand({
          executionArn,
          reverseOrder: true,
          includeExecutionData: false,
          maxResults: PAGE_EVENTS,
          ...(nextToken === undefined ? {} : { nextToken }),
        });
        const page = await translateErrors('GetExecutionHistory', () => client.send(command));
        const events = page.events ?? [];
        seen.push(...events.filter(({ id = 0 }) => id > eventId).flatMap(eventOf));
        // Newest first: once an event is known, so are all that follow.
        nextToken = events.some(({ id = 0 }) => id <= eventId) ? undefined : page.nextToken;
      } while (nextToken !== undefined);
      return seen.reverse();
    },
    async maps(executionArn) {
      const { mapRuns = [] } = await translateErrors('ListMapRuns', () =>
        client.send(new ListMapRunsCommand({ executionArn })),
      );
      const inOrder = [...mapRuns].sort(
        (a, b) => (a.startDate?.getTime() ?? 0) - (b.startDate?.getTime() ?? 0),
      );
      return Promise.all(inOrder.map(({ mapRunArn }) => countsOf(client, mapRunArn)));
    },
  };
}

function runOf(found: {
  status?: string | undefined;
  startDate?: Date | undefined;
  stopDate?: Date | undefined;
  output?: string | undefined;
  error?: string | undefined;
  cause?: string | undefined;
}): WorkflowRun {
  return {
    status: STATUSES[found.status ?? ''] ?? 'running',
    startedAtMs: found.startDate?.getTime() ?? 0,
    endedAtMs: found.stopDate?.getTime(),
    output: found.output === undefined ? undefined : (JSON.parse(found.output) as Json),
    error: found.error,
    cause: found.cause,
  };
}

/** What people follow of an event: states entered and left, tasks and maps that failed. */
function eventOf(event: HistoryEvent): WorkflowEvent[] {
  const { id = 0, timestamp, type = '' } = event;
  const made = { id, atMs: timestamp?.getTime() ?? 0, state: '', error: '' };
  if (type.endsWith('StateEntered')) return [{ ...made, kind: 'entered', state: stateOf(event) }];
  if (type.endsWith('StateExited')) return [{ ...made, kind: 'left', state: stateOf(event) }];
  const error = failureOf(event);
  return error === undefined ? [] : [{ ...made, kind: 'failed', error }];
}

function stateOf({ stateEnteredEventDetails, stateExitedEventDetails }: HistoryEvent): string {
  return (stateEnteredEventDetails ?? stateExitedEventDetails)?.name ?? '';
}

function failureOf(event: HistoryEvent): string | undefined {
  const { taskFailedEventDetails, taskTimedOutEventDetails, mapRunFailedEventDetails } = event;
  return (taskFailedEventDetails ?? taskTimedOutEventDetails ?? mapRunFailedEventDetails)?.error;
}

async function countsOf(client: SFNClient, mapRunArn: string | undefined): Promise<MapCounts> {
  const { itemCounts } = await translateErrors('DescribeMapRun', () =>
    client.send(new DescribeMapRunCommand({ mapRunArn })),
  );
  return {
    runningCount: itemCounts?.running ?? 0,
    succeededCount: itemCounts?.succeeded ?? 0,
    failedCount: itemCounts?.failed ?? 0,
    totalCount: itemCounts?.total ?? 0,
  };
}
