import type { CustomerEvent, CustomerRecord } from '#core/events/customer-event.ts';
import type { Rejection } from '#core/events/rejection.ts';
import { DomainError } from '#core/kernel/errors.ts';
import { type HistoryFold, isHistoryEvent, openHistory } from './fold-history.ts';
import { closeHotDraft, foldHotEvent, openHotDraft } from './fold-hot.ts';
import type { FoldSettings } from './fold-settings.ts';
import type { HistoryPart } from './history-part.ts';
import type { HotPart } from './hot-part.ts';
import { type Inbox, isAtOrBelow, openInbox } from './inbox.ts';

export type { FoldSettings } from './fold-settings.ts';

/** The two parts of a profile as loaded. */
export interface ProfileParts {
  readonly hot: HotPart;
  /** Undefined when it was not loaded, because `needsHistory` said that it is not needed. */
  readonly history: HistoryPart | undefined;
}

/** What folding a batch of one customer key's records gives. A part that did not change is the same object. */
export interface Folded {
  readonly hot: HotPart;
  readonly history: HistoryPart | undefined;
  /** Counted for the first time, in order of delivery. */
  readonly accepted: readonly CustomerEvent[];
  readonly duplicateCount: number;
  readonly rejected: readonly { readonly event: CustomerEvent; readonly rejection: Rejection }[];
}

/** Does any of these events read or change the history part? */
export type NeedsHistory = (records: readonly CustomerRecord[], settings: FoldSettings) => boolean;

/** Folds records, in the order given, into a profile. Pure: the same input gives the same bytes. */
export type FoldProfile = (
  parts: ProfileParts,
  records: readonly CustomerRecord[],
  settings: FoldSettings,
) => Folded;

/** Does any of these events read or change the history part? */
export const needsHistory: NeedsHistory = (records, settings) =>
  records.some(({ events }) => events.some((event) => isHistoryEvent(event, settings)));

function openHistoryIfLoaded(
  { hot, history }: ProfileParts,
  records: readonly CustomerRecord[],
  settings: FoldSettings,
): HistoryFold | undefined {
  if (history === undefined) return undefined;
  const isAhead =
    history.delivery.shardMarks.length > 0 &&
    records.some(
      ({ position }) =>
        isAtOrBelow(history.delivery.shardMarks, position) && !isAtOrBelow(hot.delivery.shardMarks, position),
    );
  return openHistory(history, settings, isAhead);
}

/**
 * Folds a batch of one customer key's records. Events delivered before are dropped: by their record's place on the
 * shard, by the ring of message ids, by their import's row, and orders by their id.
 * @throws DomainError if the history part is needed and was not loaded.
 */
export const foldProfile: FoldProfile = (parts, records, settings) => {
  const inbox = openInbox(parts.hot.delivery);
  const history = openHistoryIfLoaded(parts, records, settings);
  const draft = openHotDraft(parts.hot.state);
  const accepted: CustomerEvent[] = [];
  const rejected: { event: CustomerEvent; rejection: Rejection }[] = [];
  let duplicateCount = 0;

  for (const record of records) {
    if (inbox.knowsRecord(record.position)) {
      duplicateCount += record.events.length;
      continue;
    }
    history?.beginRecord(record);
    for (const event of record.events) {
      if (inbox.knowsMessage(event.messageId)) {
        duplicateCount += 1;
        continue;
      }
      const rejection = isHistoryEvent(event, settings) ? foldIntoHistory(history, event) : undefined;
      if (rejection !== undefined) {
        rejected.push({ event, rejection });
        continue;
      }
      inbox.accept(event.messageId);
      foldHotEvent(draft, event, settings.brandZone);
      accepted.push(event);
    }
    inbox.endRecord(record.position);
  }
  return {
    hot: accepted.length === 0 ? parts.hot : closed(inbox, draft),
    history: history?.close(),
    accepted,
    duplicateCount,
    rejected,
  };
};

function closed(inbox: Inbox, draft: Parameters<typeof closeHotDraft>[0]): HotPart {
  return { delivery: inbox.close(), state: closeHotDraft(draft) };
}

function foldIntoHistory(history: HistoryFold | undefined, event: CustomerEvent): Rejection | undefined {
  if (history === undefined) throw new DomainError('the history part is needed to fold orders and visits');
  return history.fold(event);
}
