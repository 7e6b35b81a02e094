import type { ArrivedRecord } from './event-reader.ts';

/** A batch that the stream gave up on, whole, as the failure destination keeps it. */
export interface FailedBatch {
  /** Name of the stored object. */
  readonly id: string;
  /** Why it was given up, in the platform's words, e.g. `RetryAttemptsExhausted`. */
  readonly condition: string;
  readonly records: readonly ArrivedRecord[];
}

/** The declared, encrypted, expiring store of batches whose retries were spent. */
export interface FailureStore {
  /**
   * Batches that were not yet replayed, oldest first. An object that is not such a batch is skipped and given to
   * `onUnreadable` by its id.
   */
  list(onUnreadable?: (id: string) => void): AsyncIterable<FailedBatch>;
  /** Marks a batch as replayed; false if it was marked already. */
  markReplayed(id: string, atMs: number): Promise<boolean>;
}
