import type { CostEntry } from '#core/cost/ledger/charge.ts';
import type { JournalBatch } from '#core/cost/ledger/statement.ts';

/**
 * The journal of costs: appended to, never changed. What a statement holds is decided when a month is closed, not
 * here. Its promises are pinned by tests/contract/cost-journal.suite.ts.
 */
export interface CostJournal {
  /**
   * Keeps the entries; they are there when this returns. Appending the same batch again changes nothing.
   * @param batchId names what was done, e.g. a function's request id.
   * @throws ConflictError if another content was kept under this id.
   * @throws UnavailableError if the store does not answer: it may or may not have been kept, so append it again.
   */
  append(batchId: string, entries: readonly CostEntry[]): Promise<void>;
  /** Every batch, by month and key ascending. */
  batches(): AsyncIterable<JournalBatch>;
}
