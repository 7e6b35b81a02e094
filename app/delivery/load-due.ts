import type { DueIndex } from '#app/ports/due-index.ts';
import { InputError } from '#core/kernel/errors.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';

/** What loading did. */
export interface LoadedDue {
  readonly messageCount: number;
}

/**
 * Puts a plan's messages under the minutes at which they are due. Loading the same again changes nothing: a message
 * is one item, and its claim decides that it is sent once.
 */
export type LoadDue = (
  messages: AsyncIterable<PlannedMessage> | Iterable<PlannedMessage>,
) => Promise<LoadedDue>;

/** Messages put together: a minute's shard is opened once for all of them. */
const TOGETHER = 500;

/** Loads into this index. */
export function createLoadDue({ due }: { readonly due: Pick<DueIndex, 'put'> }): LoadDue {
  return async (messages) => {
    let messageCount = 0;
    let waiting: PlannedMessage[] = [];
    for await (const message of messages) {
      assertWhole(message);
      waiting.push(message);
      messageCount += 1;
      if (waiting.length < TOGETHER) continue;
      await due.put(waiting);
      waiting = [];
    }
    await due.put(waiting);
    return { messageCount };
  };
}

/** A plan that breaks its own form is a mistake of ours: better no message than a wrong one. */
function assertWhole({ messageKey, campaignId, occurrence, personId, dueAtMs, expiresAtMs }: PlannedMessage) {
  if (messageKey !== `${campaignId}/${occurrence}/${personId}`)
    throw new InputError('a message key does not name its campaign, occurrence and person');
  if (!(dueAtMs < expiresAtMs)) throw new InputError('a message expires before it is due');
}
