import type { ProfileView } from './profile-view.ts';
import type { SignalWeek } from './signals.ts';

/** What happened in stores on one day. */
export interface StoreDay {
  /** Days since 1970-01-01 on the brand's calendar. */
  readonly day: number;
  readonly visitCount: number;
  readonly dwellSeconds: number;
}

/** One person of a dated snapshot: what training, personas and plans read. */
export interface PersonRow {
  /** The smallest of the person's keys, whether it has a profile or not. */
  readonly personId: string;
  /** Linked customer keys that have a profile, sorted. */
  readonly customerKeys: readonly string[];
  /** Combined over the keys, as at the snapshot's instant. */
  readonly profile: ProfileView;
  /** Signals of the five weeks up to the last seen day (`lastSeenDay`), newest first. Absent: not known. */
  readonly signalWeeks?: readonly SignalWeek[];
  /** Signals of the calendar weeks that were over by then, newest first: what models may learn from. */
  readonly wholeSignalWeeks?: readonly SignalWeek[];
  /** Days with store visits or dwells, oldest first, among the newest 64 of them. Absent: not known. */
  readonly storeDays?: readonly StoreDay[];
}
