import type { Json } from '#core/kernel/json.ts';
import { Halt, toStateError } from './state-error.ts';
import type { Frame, Run } from './world.ts';

export interface FlowsOptions {
  readonly count: number;
  /** How many at a time. */
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly frameOf: (index: number, signal: AbortSignal) => Frame;
  readonly inputOf: (index: number) => Promise<Json>;
  /** Told of what becomes of each; the first failure stops the others. */
  readonly onStarted: (index: number, path: string) => void;
  readonly onEnded: (index: number, path: string, how: 'Succeeded' | 'Failed' | 'Aborted') => void;
}

/** Runs flows side by side and gives their outputs in order. @throws the first failure, once all have stopped. */
export async function runFlows(run: Run, options: FlowsOptions): Promise<Json[]> {
  const { count, limit, signal, frameOf, inputOf, onStarted, onEnded } = options;
  const siblings = new AbortController();
  const both = AbortSignal.any([signal, siblings.signal]);
  const outputs: Json[] = new Array<Json>(count).fill(null);
  let failure: Error | undefined;
  let next = 0;
  const one = async (index: number): Promise<void> => {
    const frame = frameOf(index, both);
    const kept = run.log.progress(frame.path);
    if (kept !== undefined && 'output' in kept) {
      outputs[index] = kept.output;
      return;
    }
    if (kept === undefined) onStarted(index, frame.path);
    try {
      const input = kept === undefined ? await inputOf(index) : null;
      outputs[index] = await run.world.runFlow(run, frame, input);
      onEnded(index, frame.path, 'Succeeded');
    } catch (error) {
      if (!signal.aborted) onEnded(index, frame.path, error instanceof Halt ? 'Aborted' : 'Failed');
      throw error;
    }
  };
  const worker = async (): Promise<void> => {
    while (next < count && !both.aborted) {
      next += 1;
      try {
        await one(next - 1);
      } catch (error) {
        failure ??= error instanceof Halt ? error : toStateError(error);
        siblings.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
  if (failure !== undefined) throw failure;
  if (signal.aborted) throw new Halt('stopped');
  return outputs;
}
