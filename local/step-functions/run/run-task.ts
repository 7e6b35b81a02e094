import { randomBytes } from 'node:crypto';
import { setTimeout as wallSleep } from 'node:timers/promises';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { TaskState } from '../definition/state-types.ts';
import { payloadText } from './payload.ts';
import { Halt, StateError, toStateError } from './state-error.ts';
import { unlessAborted } from './stop-if-aborted.ts';
import type { Visit } from './visit.ts';
import { waitForReply } from './wait-for-reply.ts';

const CALLBACK = '.waitForTaskToken';
/** What AWS waits at most for a task that sets no limit: a year and a bit. */
const LONGEST_SECONDS = 99_999_999;

/** Does the task's work once, with the events that AWS writes of it. */
export async function runTask(visit: Visit<TaskState>): Promise<Json> {
  const { state } = visit;
  const isCallback = state.Resource.endsWith(CALLBACK);
  const resource = isCallback ? state.Resource.slice(0, -CALLBACK.length) : state.Resource;
  const names = resourceNames(resource, isCallback);
  try {
    const limitSeconds = await visit.number(state.TimeoutSeconds, 'TimeoutSeconds', LONGEST_SECONDS);
    const output = isCallback
      ? await callBack(visit, resource, { names, limitSeconds })
      : await call(visit, resource, { names, limitSeconds });
    visit.event('TaskSucceeded', { ...names, output: payloadText(output, `the result of ${visit.name}`) });
    return output;
  } catch (error) {
    if (error instanceof Halt) throw error;
    const failure = toStateError(error);
    const type = failure.error.endsWith('Timeout') ? 'TaskTimedOut' : 'TaskFailed';
    if (failure.error !== 'States.QueryEvaluationError')
      visit.event(type, { ...names, error: failure.error, cause: failure.reason });
    throw failure;
  }
}

interface Attempt {
  readonly names: JsonObject;
  readonly limitSeconds: number;
}

/** A function's work takes wall time, whatever the moved clock does meanwhile; so does its time-out. */
async function call(visit: Visit<TaskState>, resource: string, attempt: Attempt): Promise<Json> {
  const work = start(visit, resource, attempt);
  if (attempt.limitSeconds === LONGEST_SECONDS) return work;
  const done = new AbortController();
  const late = wallSleep(attempt.limitSeconds * 1000, undefined, { signal: done.signal }).then(() => {
    throw new StateError('States.Timeout', `${visit.name} took longer than ${attempt.limitSeconds} s`);
  });
  late.catch(() => undefined);
  return Promise.race([work, late]).finally(() => done.abort());
}

/** Hands out a token, then waits on the moved clock for whoever sends it back. */
async function callBack(visit: Visit<TaskState>, resource: string, attempt: Attempt): Promise<Json> {
  const { tokens, clock } = visit.run.world;
  const token = visit.notes.token ?? randomBytes(48).toString('base64url');
  if (visit.notes.token === undefined)
    visit.note({ token, dueAtMs: clock.nowMs() + attempt.limitSeconds * 1000 });
  const pending = tokens.expect(token, (reply) => visit.note({ reply }));
  try {
    if (visit.notes.isSubmitted !== true) {
      const output = await start(visit, resource, attempt);
      visit.note({ isSubmitted: true });
      visit.event('TaskSubmitted', { ...attempt.names, output: JSON.stringify(output) });
    }
    const heartbeatSeconds = await visit.number(visit.state.HeartbeatSeconds, 'HeartbeatSeconds', 0);
    const reply =
      visit.notes.reply ??
      (await waitForReply(pending, {
        name: visit.name,
        clock,
        signal: visit.frame.signal,
        dueAtMs: visit.notes.dueAtMs ?? Number.POSITIVE_INFINITY,
        heartbeatMs: heartbeatSeconds * 1000,
      }));
    if ('error' in reply) throw new StateError(reply.error, reply.reason);
    return reply.output;
  } finally {
    tokens.forget(token);
  }
}

async function start(
  visit: Visit<TaskState>,
  resource: string,
  { names, limitSeconds }: Attempt,
): Promise<Json> {
  const { run, state, frame } = visit;
  const input = state.Arguments === undefined ? {} : await visit.fill(state.Arguments, 'Arguments');
  visit.event('TaskScheduled', {
    ...names,
    region: run.world.region,
    parameters: payloadText(input, `what ${visit.name} is given`),
    ...(limitSeconds === LONGEST_SECONDS ? {} : { timeoutInSeconds: limitSeconds }),
  });
  visit.event('TaskStarted', names);
  return unlessAborted(run.world.runTask(resource, input, run.machine.logicalId), frame.signal);
}

/** `arn:aws:states:::lambda:invoke` is the resource invoke of type lambda. */
function resourceNames(resource: string, isCallback: boolean): JsonObject {
  const [, type = '', action = ''] = /:::(.+):(\w+)$/.exec(resource) ?? [];
  return { resourceType: type, resource: isCallback ? `${action}${CALLBACK}` : action };
}
