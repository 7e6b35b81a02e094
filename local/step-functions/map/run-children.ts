import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { MapState } from '../definition/state-types.ts';
import { payloadText } from '../run/payload.ts';
import { Halt, StateError, toStateError } from '../run/state-error.ts';
import type { Visit } from '../run/visit.ts';
import type { Run } from '../run/world.ts';
import type { Batch } from './batch-items.ts';
import type { MapRun } from './map-runs.ts';
import { MemoryLog } from './memory-log.ts';

/** AWS runs up to 10,000 at once; here more than this many would only queue for the functions' threads. */
const MOST_AT_ONCE = 64;

/** Runs an execution for each batch that none has ended for. @throws StateError once too many have failed. */
export async function runChildren(
  visit: Visit<MapState>,
  mapRun: MapRun,
  batches: AsyncGenerator<Batch>,
): Promise<void> {
  const { head } = mapRun;
  const limit = Math.min(head.maxConcurrency === 0 ? MOST_AT_ONCE : head.maxConcurrency, MOST_AT_ONCE);
  const failed = new AbortController();
  const signal = AbortSignal.any([visit.frame.signal, failed.signal]);
  let failure: Error | undefined;
  const worker = async (): Promise<void> => {
    try {
      while (!signal.aborted) {
        const next: IteratorResult<Batch, unknown> = await batches.next();
        if (next.done === true) return;
        const batch = next.value;
        if (!mapRun.isDone(batch.index)) await runChild(visit, mapRun, { batch, signal });
        // A share can be judged only once all items are known; a count at once.
        if (mapRun.items.failed > head.toleratedCount) throw exceeded();
      }
    } catch (error) {
      failure ??= error instanceof Error ? error : new Error(String(error));
      failed.abort();
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (visit.frame.signal.aborted) throw new Halt('stopped');
  if (failure !== undefined) throw failure;
  const { failed: failedCount, succeeded } = mapRun.items;
  if (failedCount > 0 && (100 * failedCount) / (failedCount + succeeded) > head.toleratedPercentage)
    throw exceeded();
}

function exceeded(): StateError {
  return new StateError(
    'States.ExceedToleratedFailureThreshold',
    'The specified tolerated failure threshold was exceeded',
  );
}

async function runChild(
  visit: Visit<MapState>,
  mapRun: MapRun,
  { batch, signal }: { readonly batch: Batch; readonly signal: AbortSignal },
): Promise<void> {
  const { clock } = visit.run.world;
  const { index, itemCount, input } = batch;
  const startedAtMs = clock.nowMs();
  mapRun.started(itemCount);
  const came = await outcome(visit, mapRun, { batch, signal });
  if (came === 'halted') mapRun.dropped(itemCount);
  else mapRun.ended({ index, itemCount, startedAtMs, stoppedAtMs: clock.nowMs(), input, ...came });
}

type Outcome = { readonly output: Json } | { readonly error: string; readonly reason: string } | 'halted';

async function outcome(
  visit: Visit<MapState>,
  mapRun: MapRun,
  { batch, signal }: { readonly batch: Batch; readonly signal: AbortSignal },
): Promise<Outcome> {
  try {
    payloadText(batch.input, 'the input of an execution');
    const frame = { path: '', flow: visit.state.ItemProcessor, outer: {}, signal };
    return { output: await visit.run.world.runFlow(childRun(visit, mapRun, batch), frame, batch.input) };
  } catch (error) {
    if (error instanceof Halt) return 'halted';
    const { error: name, reason } = toStateError(error);
    return { error: name, reason };
  }
}

function childRun({ run, state }: Visit<MapState>, mapRun: MapRun, { index, input }: Batch): Run {
  const execution = run.context['Execution'] as JsonObject;
  return {
    ...run,
    log: new MemoryLog(),
    isExpress: state.ItemProcessor.ProcessorConfig?.ExecutionType === 'EXPRESS',
    context: {
      ...run.context,
      Execution: {
        ...execution,
        Id: childArn(mapRun, index),
        Name: childName(mapRun, index),
        Input: input,
        StartTime: new Date(run.world.clock.nowMs()).toISOString(),
      },
    },
  };
}

/** Executions of a map are named after it and their place in it. */
export function childName({ head }: MapRun, index: number): string {
  return `${head.id}-${index}`;
}

export function childArn(mapRun: MapRun, index: number): string {
  const [before = ''] = mapRun.head.arn.replace(':mapRun:', ':execution:').split(mapRun.head.id);
  return `${before}${childName(mapRun, index)}`;
}
