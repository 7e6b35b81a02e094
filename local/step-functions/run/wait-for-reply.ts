import type { PendingToken } from '../tasks/task-tokens.ts';
import type { TokenReply } from './execution-log.ts';
import { StateError } from './state-error.ts';
import { stopIfAborted } from './stop-if-aborted.ts';
import type { MachineClock } from './world.ts';

export interface ReplyOptions {
  readonly name: string;
  readonly clock: MachineClock;
  readonly signal: AbortSignal;
  readonly dueAtMs: number;
  /** 0: no heartbeat is asked for. */
  readonly heartbeatMs: number;
}

/** The reply to a token. @throws StateError when it or a heartbeat is late by the moved clock. */
export async function waitForReply(pending: PendingToken, options: ReplyOptions): Promise<TokenReply> {
  const { name, clock, signal, dueAtMs, heartbeatMs } = options;
  pending.beat(clock.nowMs());
  for (;;) {
    const beatDueMs = heartbeatMs === 0 ? Number.POSITIVE_INFINITY : pending.beatAtMs + heartbeatMs;
    const untilMs = Math.min(dueAtMs, beatDueMs);
    const either = AbortSignal.any([signal, pending.replied]);
    await clock.sleepUntil(untilMs, either);
    stopIfAborted(signal);
    if (pending.reply !== undefined) return pending.reply;
    if (clock.nowMs() >= dueAtMs) throw new StateError('States.Timeout', `nobody answered ${name} in time`);
    if (clock.nowMs() >= pending.beatAtMs + heartbeatMs)
      throw new StateError('States.HeartbeatTimeout', `${name} had no heartbeat for ${heartbeatMs / 1000} s`);
  }
}
