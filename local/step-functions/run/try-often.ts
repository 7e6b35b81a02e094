import type { Json } from '#core/kernel/json.ts';
import type { FallibleState } from '../definition/state-types.ts';
import { nextRetry, type Retry } from './retry.ts';
import { Halt, matchesError, type StateError, toStateError } from './state-error.ts';
import { stopIfAborted } from './stop-if-aborted.ts';
import type { Left, Visit } from './visit.ts';

/** Tries what a state does as often as `Retry` says, on the moved clock, then asks `Catch`. */
export async function tryOften<S extends FallibleState>(
  visit: Visit<S>,
  once: (visit: Visit<S>) => Promise<Json>,
): Promise<Left> {
  const { run, frame, state } = visit;
  for (;;) {
    if (visit.notes.retryAtMs !== undefined) {
      await run.world.clock.sleepUntil(visit.notes.retryAtMs, frame.signal);
      stopIfAborted(frame.signal);
    }
    try {
      const result = await once(visit);
      return await visit.leave(state, state.Next, { scope: visit.scope({ result }), otherwise: result });
    } catch (error) {
      if (error instanceof Halt) throw error;
      const failure = toStateError(error);
      const retry = nextRetry(state.Retry ?? [], failure, visit.notes.retries ?? [], run.world.random);
      if (retry === undefined) return caught(visit, failure);
      noteRetry(visit, retry);
      if (!run.isExpress) run.world.countTransition(run.machine.logicalId);
    }
  }
}

/** Only the tries are remembered: a later one has a token, times and flows of its own. */
function noteRetry(visit: Visit, { counts, delayMs }: Retry): void {
  const { enteredAtMs, triedCount = 0 } = visit.notes;
  visit.renew({
    ...(enteredAtMs === undefined ? {} : { enteredAtMs }),
    retries: counts,
    triedCount: triedCount + 1,
    retryAtMs: visit.run.world.clock.nowMs() + delayMs,
  });
}

function caught(visit: Visit<FallibleState>, failure: StateError): Promise<Left> {
  const catcher = visit.state.Catch?.find(({ ErrorEquals }) => matchesError(ErrorEquals, failure.error));
  if (catcher === undefined) throw failure;
  const errorOutput = { Error: failure.error, Cause: failure.reason };
  return visit.leave(catcher, catcher.Next, { scope: visit.scope({ errorOutput }), otherwise: errorOutput });
}
