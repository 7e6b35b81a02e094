import type { TriggerMarks } from '#core/delivery/triggers/trigger-marks.ts';
import type { Versioned } from './versioned.ts';

/** What triggers remember of each customer key: what they started, and what cancels it. */
export interface TriggerMarkStore {
  /** Consistent; a key of which nothing is stored comes back empty at version 0. */
  load(customerKeys: readonly string[]): Promise<ReadonlyMap<string, Versioned<TriggerMarks>>>;
  /**
   * Keeps the marks for 32 days from `nowMs`: longer than any campaign's window.
   * @throws ConflictError if the stored version is no longer `expectedVersion`.
   */
  save(customerKey: string, expectedVersion: number, next: TriggerMarks, nowMs: number): Promise<void>;
}
