import type { Json } from '#core/kernel/json.ts';
import type { Position } from './execution-log.ts';
import { runState } from './run-state.ts';
import { Halt } from './state-error.ts';
import type { Frame, Run } from './world.ts';

/**
 * Carries a flow from where it is to its end; what it has left behind is not done again.
 * @throws StateError when a state fails and nobody catches it, Halt when it is stopped.
 */
export async function runFlow(run: Run, frame: Frame, input: Json): Promise<Json> {
  const kept = run.log.progress(frame.path);
  if (kept !== undefined && 'output' in kept) return kept.output;
  let at: Position = kept ?? { step: 0, state: frame.flow.StartAt, input, variables: {}, notes: {} };
  for (;;) {
    if (frame.signal.aborted) throw new Halt('stopped');
    const { next, output, assigned } = await runState(run, frame, at);
    if (next === undefined) return output;
    const variables = { ...at.variables, ...assigned };
    at = { step: at.step + 1, state: next, input: output, variables, notes: {} };
  }
}
