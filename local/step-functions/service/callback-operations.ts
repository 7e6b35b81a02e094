import type { Json } from '#core/kernel/json.ts';
import { AwsError } from '../../gateway/aws-error.ts';
import type { MachineClock } from '../run/world.ts';
import type { PendingToken, TaskTokens } from '../tasks/task-tokens.ts';

/** `SendTaskSuccess`, `SendTaskFailure` and `SendTaskHeartbeat`. */
export function createCallbackOperations(
  tokens: TaskTokens,
  clock: MachineClock,
): Record<string, (input: never) => unknown> {
  const pendingOf = (token: string): PendingToken => {
    const pending = tokens.find(token);
    if (pending === undefined || pending.reply !== undefined)
      throw new AwsError('TaskTimedOut', 'Task Timed Out: nobody waits for this token any longer');
    return pending;
  };
  return {
    SendTaskSuccess({ taskToken, output }: { taskToken: string; output: string }) {
      const pending = pendingOf(taskToken);
      pending.settle({ output: parse(output) });
      return {};
    },
    SendTaskFailure({
      taskToken,
      error = '',
      cause = '',
    }: {
      taskToken: string;
      error?: string;
      cause?: string;
    }) {
      pendingOf(taskToken).settle({ error, reason: cause });
      return {};
    },
    SendTaskHeartbeat({ taskToken }: { taskToken: string }) {
      pendingOf(taskToken).beat(clock.nowMs());
      return {};
    },
  };
}

function parse(output: string): Json {
  try {
    return JSON.parse(output) as Json;
  } catch {
    throw new AwsError('InvalidOutput', 'The output is not JSON');
  }
}
