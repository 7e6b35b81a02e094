import type { WaitState } from '../definition/state-types.ts';
import { StateError } from './state-error.ts';
import { stopIfAborted } from './stop-if-aborted.ts';
import type { Left, Visit } from './visit.ts';

/** Waits on the moved clock. When it is due is written down: a restart does not wait anew. */
export async function runWait(visit: Visit<WaitState>): Promise<Left> {
  const { world } = visit.run;
  const dueAtMs = visit.notes.dueAtMs ?? (await dueAt(visit));
  if (visit.notes.dueAtMs === undefined) visit.note({ dueAtMs });
  await world.clock.sleepUntil(dueAtMs, visit.frame.signal);
  stopIfAborted(visit.frame.signal);
  return visit.leave(visit.state, visit.state.Next, { otherwise: visit.input });
}

async function dueAt(visit: Visit<WaitState>): Promise<number> {
  const { Seconds, Timestamp } = visit.state;
  const enteredAtMs = visit.notes.enteredAtMs ?? visit.run.world.clock.nowMs();
  if (Timestamp === undefined) return enteredAtMs + (await visit.number(Seconds, 'Seconds', 0)) * 1000;
  const text = await visit.fill(Timestamp, 'Timestamp');
  const atMs = typeof text === 'string' && text.includes('T') ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(atMs))
    throw new StateError('States.QueryEvaluationError', `${JSON.stringify(text)} is no ISO 8601 timestamp`);
  return atMs;
}
