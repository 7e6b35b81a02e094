import type { RejectionReason } from '#core/events/rejection.ts';

/** What ingest counts. Names of metrics. */
export type CountName =
  | 'EventsAccepted'
  | 'EventsDuplicate'
  | 'LocationDropped'
  | 'ThirdPartyDropped'
  | 'EventsErased'
  | 'TimesClamped'
  | 'ProfilesWritten'
  | 'HistoriesWritten'
  | 'WriteConflicts'
  | 'RecordsFailed';

/** Counters of one batch. What failed and will come again is not in them. */
export interface Counts {
  readonly total: Readonly<Partial<Record<CountName, number>>>;
  /** `EventsQuarantined`, by reason. */
  readonly quarantined: Readonly<Partial<Record<RejectionReason, number>>>;
}

/** Counters to add to. */
export class Tally implements Counts {
  readonly total: Partial<Record<CountName, number>> = {};
  readonly quarantined: Partial<Record<RejectionReason, number>> = {};

  add(name: CountName, count: number): void {
    if (count > 0) this.total[name] = (this.total[name] ?? 0) + count;
  }

  addQuarantined(reason: RejectionReason): void {
    this.quarantined[reason] = (this.quarantined[reason] ?? 0) + 1;
  }
}
