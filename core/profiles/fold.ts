import type { CustomerEvent, CustomerRecord } from '#core/events/customer-event.ts';
import type { Rejection } from '#core/events/rejection.ts';
import type { HistoryPart } from './history-part.ts';
import type { HotPart } from './hot-part.ts';

/** What the fold must know of the brand. */
export interface FoldSettings {
  /** Zone of customers whose messages name none; IANA. */
  readonly brandZone: string;
  /** Currency of amounts that name none; ISO 4217. */
  readonly brandCurrency: string;
}

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
export type NeedsHistory = (records: readonly CustomerRecord[]) => boolean;

/** Folds records, in the order given, into a profile. Pure: the same input gives the same bytes. */
export type FoldProfile = (
  parts: ProfileParts,
  records: readonly CustomerRecord[],
  settings: FoldSettings,
) => Folded;
