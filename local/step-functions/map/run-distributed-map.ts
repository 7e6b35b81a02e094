import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { MapState } from '../definition/state-types.ts';
import { itemsOf, selectItem } from '../run/select-item.ts';
import { Halt, StateError, toStateError } from '../run/state-error.ts';
import { LET_GO } from '../run/stop-if-aborted.ts';
import type { Visit } from '../run/visit.ts';
import { textOf } from '../text-of.ts';
import { type Batch, batchItems, singleItems } from './batch-items.ts';
import type { MapRun } from './map-runs.ts';
import { readItems } from './read-items.ts';
import { runChildren } from './run-children.ts';
import { writeResults } from './write-results.ts';

/**
 * Runs an execution of its own for each item or batch. What has ended before a restart is not run again; what ended
 * well before a redrive neither.
 */
export async function runDistributedMap(visit: Visit<MapState>): Promise<Json> {
  const { world } = visit.run;
  const mapRun = await beginMapRun(visit);
  try {
    await runChildren(visit, mapRun, batchesOf(visit));
    const result = await writeResults(visit, mapRun);
    mapRun.end('SUCCEEDED', world.clock.nowMs());
    visit.event('MapRunSucceeded');
    visit.event('MapStateSucceeded');
    return result;
  } catch (error) {
    if (error instanceof Halt) {
      if (visit.frame.signal.reason !== LET_GO) mapRun.end('ABORTED', world.clock.nowMs());
      throw error;
    }
    const failure = toStateError(error);
    mapRun.end('FAILED', world.clock.nowMs());
    visit.event('MapRunFailed', { error: failure.error, cause: failure.reason });
    visit.event('MapStateFailed');
    throw failure;
  }
}

async function beginMapRun(visit: Visit<MapState>): Promise<MapRun> {
  const isNew = visit.notes.mapRun === undefined;
  const mapRun = await openMapRun(visit);
  const { arn } = mapRun.head;
  const executionRedrive = redriveCountOf(visit);
  if (isNew) {
    visit.event('MapStateStarted');
    visit.event('MapRunStarted', { mapRunArn: arn });
  } else if (mapRun.isLeftBehindBy(executionRedrive)) {
    mapRun.redrive(executionRedrive, visit.run.world.clock.nowMs());
    visit.event('MapRunRedriven', { mapRunArn: arn, redriveCount: mapRun.redriveCount });
  }
  return mapRun;
}

function redriveCountOf({ run }: Visit): number {
  return Number((run.context['Execution'] as JsonObject)['RedriveCount'] ?? 0);
}

async function openMapRun(visit: Visit<MapState>): Promise<MapRun> {
  const { run, state, name } = visit;
  const { world, machine } = run;
  if (visit.notes.mapRun === undefined) visit.note({ mapRun: randomUUID() });
  const id = visit.notes.mapRun ?? '';
  const label = state.Label ?? name;
  return world.mapRuns.open({
    id,
    arn: `${machine.arn.replace(':stateMachine:', ':mapRun:')}/${label}:${id}`,
    executionArn: textOf((run.context['Execution'] as JsonObject)['Id']),
    stateMachineArn: machine.arn,
    startedAtMs: world.clock.nowMs(),
    executionRedrive: redriveCountOf(visit),
    maxConcurrency: await visit.number(state.MaxConcurrency, 'MaxConcurrency', 0),
    toleratedCount: await visit.number(
      state.ToleratedFailureCount,
      'ToleratedFailureCount',
      state.ToleratedFailurePercentage === undefined ? 0 : Number.MAX_SAFE_INTEGER,
    ),
    toleratedPercentage: await visit.number(
      state.ToleratedFailurePercentage,
      'ToleratedFailurePercentage',
      100,
    ),
  });
}

async function* batchesOf(visit: Visit<MapState>): AsyncGenerator<Batch> {
  const { ItemBatcher } = visit.state;
  const items = selected(visit, source(visit));
  if (ItemBatcher === undefined) {
    yield* singleItems(items);
    return;
  }
  const { MaxItemsPerBatch, MaxInputBytesPerBatch, BatchInput } = ItemBatcher;
  yield* batchItems(items, {
    itemCount: await visit.number(MaxItemsPerBatch, 'MaxItemsPerBatch', Number.POSITIVE_INFINITY),
    inputBytes: await visit.number(MaxInputBytesPerBatch, 'MaxInputBytesPerBatch', Number.POSITIVE_INFINITY),
    shared: BatchInput === undefined ? undefined : await visit.fill(BatchInput, 'BatchInput'),
  });
}

async function* source(visit: Visit<MapState>): AsyncGenerator<Json> {
  const { ItemReader: reader } = visit.state;
  if (reader === undefined) {
    yield* await itemsOf(visit);
    return;
  }
  const from = await visit.fill(reader.Arguments, 'ItemReader/Arguments');
  if (typeof from !== 'object' || from === null || Array.isArray(from))
    throw new StateError('States.ItemReaderFailed', 'the reader was given no bucket and key');
  yield* readItems(visit.run.world.store, { reader, from: from as JsonObject });
}

async function* selected(visit: Visit<MapState>, items: AsyncIterable<Json>): AsyncGenerator<Json> {
  const most = await visit.number(
    visit.state.ItemReader?.ReaderConfig?.MaxItems,
    'MaxItems',
    Number.POSITIVE_INFINITY,
  );
  let index = 0;
  for await (const Value of items) {
    if (index >= most) return;
    yield await selectItem(visit, { Index: index, Value });
    index += 1;
  }
}
