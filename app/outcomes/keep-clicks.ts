import type { ClickStore } from '#app/ports/click-store.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { clickOf } from '#core/outcomes/message-click.ts';

/** Keeps the answers to messages among these events, one conditional write each. @returns how many were new or earlier. */
export async function keepClicks(
  clicks: Pick<ClickStore, 'put'>,
  events: readonly CustomerEvent[],
): Promise<number> {
  let kept = 0;
  for (const event of events) {
    const click = clickOf(event);
    if (click !== undefined && (await clicks.put(click))) kept += 1;
  }
  return kept;
}
