import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Rejection } from '#core/events/rejection.ts';
import { isHistoryEvent, openHistory } from '#core/profiles/fold-history.ts';
import { closeHotDraft, foldHotEvent, openHotDraft } from '#core/profiles/fold-hot.ts';
import type { FoldSettings } from '#core/profiles/fold-settings.ts';
import { emptyHistoryPart, type HistoryState } from '#core/profiles/history-part.ts';
import { emptyHotState, type HotState } from '#core/profiles/hot-part.ts';

/** The folded states of one customer key, from all its events. */
export interface Rebuilt {
  readonly hot: HotState;
  readonly history: HistoryState;
  /** Distinct events folded, oldest first. */
  readonly accepted: readonly CustomerEvent[];
  readonly rejected: readonly { readonly event: CustomerEvent; readonly rejection: Rejection }[];
}

function byTimeAndId(left: CustomerEvent, right: CustomerEvent): number {
  return left.atMs - right.atMs || (left.messageId < right.messageId ? -1 : 1);
}

/**
 * Folds all events of one customer key afresh: distinct by message id, sorted by time and id, once. Exact also where
 * delivery is not: no repeat counts, however late it comes, and no order is late. This is the reference against which
 * the fold by batches is tested.
 *
 * O(n log n) time; holds all events of the key.
 */
export function rebuildProfile(events: Iterable<CustomerEvent>, settings: FoldSettings): Rebuilt {
  const distinct = new Map<string, CustomerEvent>();
  for (const event of events) {
    const known = distinct.get(event.messageId);
    if (known === undefined || byTimeAndId(event, known) < 0) distinct.set(event.messageId, event);
  }
  const history = openHistory(emptyHistoryPart, settings, false);
  const draft = openHotDraft(emptyHotState);
  const accepted: CustomerEvent[] = [];
  const rejected: { event: CustomerEvent; rejection: Rejection }[] = [];
  for (const event of [...distinct.values()].sort(byTimeAndId)) {
    const rejection = isHistoryEvent(event, settings) ? history.fold(event) : undefined;
    if (rejection !== undefined) {
      rejected.push({ event, rejection });
      continue;
    }
    foldHotEvent(draft, event, settings.brandZone);
    accepted.push(event);
  }
  return { hot: closeHotDraft(draft), history: history.close().state, accepted, rejected };
}
