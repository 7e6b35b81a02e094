import type { Json } from '#core/kernel/json.ts';
import type { ParallelState } from '../definition/state-types.ts';
import { runFlows } from './run-flows.ts';
import { Halt } from './state-error.ts';
import type { Visit } from './visit.ts';

/** Runs all branches at once on the same input; their outputs in the order of the branches. */
export async function runParallel(visit: Visit<ParallelState>): Promise<Json> {
  const { run, state, frame } = visit;
  const { Branches, Arguments } = state;
  const input = Arguments === undefined ? visit.input : await visit.fill(Arguments, 'Arguments');
  const outer = visit.scope().variables;
  if (run.log.progress(visit.pathOf(0)) === undefined) visit.event('ParallelStateStarted');
  try {
    const outputs = await runFlows(run, {
      count: Branches.length,
      limit: Branches.length,
      signal: frame.signal,
      frameOf: (index, signal) => ({
        path: visit.pathOf(index),
        flow: Branches[index] as (typeof Branches)[number],
        outer,
        signal,
        ...(frame.item === undefined ? {} : { item: frame.item }),
      }),
      inputOf: () => Promise.resolve(input),
      // AWS writes no events of a branch as such.
      onStarted: () => undefined,
      onEnded: () => undefined,
    });
    visit.event('ParallelStateSucceeded');
    return outputs;
  } catch (error) {
    if (!(error instanceof Halt)) visit.event('ParallelStateFailed');
    throw error;
  }
}
