import type { MapRun } from '../map/map-runs.ts';
import type { Execution } from './execution.ts';
import type { Machine } from './executions.ts';

/** An execution as a list shows it. */
export function listedExecution({
  head,
  machine,
  status,
  end,
  redrive,
}: Execution): Readonly<Record<string, unknown>> {
  return {
    executionArn: head.arn,
    stateMachineArn: machine.arn,
    name: head.name,
    status,
    startDate: head.startedAtMs / 1000,
    stopDate: end === undefined ? undefined : end.atMs / 1000,
    redriveCount: redrive.count,
    redriveDate: redrive.atMs === undefined ? undefined : redrive.atMs / 1000,
  };
}

/** What `DescribeExecution` says. */
export function shownExecution(execution: Execution): Readonly<Record<string, unknown>> {
  const { head, status, end } = execution;
  return {
    ...listedExecution(execution),
    input: head.input,
    inputDetails: { included: true },
    redriveStatus: status === 'RUNNING' || status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
    output: end?.output,
    outputDetails: end?.output === undefined ? undefined : { included: true },
    error: end?.error,
    cause: end?.cause,
  };
}

/** What `DescribeStateMachine` says. */
export function shownMachine({
  arn,
  name,
  roleArn,
  definitionText,
  createdAtMs,
}: Machine): Readonly<Record<string, unknown>> {
  return {
    stateMachineArn: arn,
    name,
    status: 'ACTIVE',
    definition: definitionText,
    roleArn,
    type: 'STANDARD',
    creationDate: createdAtMs / 1000,
  };
}

/** What `DescribeMapRun` says. Items are counted as they are read: the total grows until all have been. */
export function shownMapRun(mapRun: MapRun): Readonly<Record<string, unknown>> {
  const { head, status, stoppedAtMs, items, executions, writtenCount, redriveCount, redrivenAtMs } = mapRun;
  const counts = ({ running, succeeded, failed }: typeof items, isItems: boolean) => ({
    pending: 0,
    running,
    succeeded,
    failed,
    timedOut: 0,
    aborted: 0,
    total: running + succeeded + failed,
    resultsWritten: isItems ? 0 : writtenCount,
  });
  return {
    mapRunArn: head.arn,
    executionArn: head.executionArn,
    status,
    startDate: head.startedAtMs / 1000,
    stopDate: stoppedAtMs === undefined ? undefined : stoppedAtMs / 1000,
    maxConcurrency: head.maxConcurrency,
    toleratedFailurePercentage: head.toleratedPercentage,
    toleratedFailureCount: head.toleratedCount,
    itemCounts: counts(items, true),
    executionCounts: counts(executions, false),
    redriveCount,
    redriveDate: redrivenAtMs === undefined ? undefined : redrivenAtMs / 1000,
  };
}
