import type { Clock } from '#app/ports/clock.ts';
import type { CostJournal } from '#app/ports/cost-journal.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';
import type { UsageTally } from '#core/cost/meter/usage-tally.ts';
import { AppError } from '#core/kernel/errors.ts';

/** Brings what runs used into the journal. */
export interface UsageMeter {
  readonly tally: UsageTally;
  /**
   * Ends a run. What served a campaign, or took long, is written at once; small runs that served nobody are gathered
   * for a minute, since a batch of the journal is a request that costs, too. It never fails: a run that has sent must
   * not be repeated over its bill.
   * @param durationMs for which the run lasted.
   */
  endRun(durationMs: number): Promise<void>;
  /** Writes all that is left. */
  flush(): Promise<void>;
}

/** Longest that use is kept in memory, where runs follow each other. */
const GATHERED_MS = 60_000;
const LONG_RUN_MS = 1000;
/** Batches that wait for a store that does not answer; a batch holds one line a tag and unit. */
const MOST_WAITING = 100;

interface Batch {
  readonly id: string;
  readonly entries: readonly CostEntry[];
}

/** A meter over this journal. */
export function createUsageMeter(ports: {
  readonly tally: UsageTally;
  readonly journal: Pick<CostJournal, 'append'>;
  readonly clock: Clock;
  /** A stop-watch: milliseconds since some instant. */
  readonly elapsedMs: () => number;
  /** A new id for each batch. */
  readonly newId: () => string;
  /** Told of what the journal did not take. */
  readonly onUnmetered: (error: AppError, batches: readonly Batch[]) => void;
}): UsageMeter {
  const { tally, journal, clock, elapsedMs, newId, onUnmetered } = ports;
  let waiting: Batch[] = [];
  let writtenMs = elapsedMs();

  const batchOf = (): Batch => {
    const id = `used-${newId()}`;
    const atMs = clock.nowMs();
    const entries = tally.take().map((sum, index) => ({
      type: 'usage' as const,
      ...{ ...sum, id: `${id} ${index}`, atMs, quantity: Number(sum.quantity) },
    }));
    return { id, entries };
  };

  /** A batch whose answer was lost is written again under its id: it counts once. */
  const write = async (): Promise<void> => {
    writtenMs = elapsedMs();
    const batch = batchOf();
    if (batch.entries.length > 0) waiting.push(batch);
    const left: Batch[] = [];
    for (const each of waiting) {
      try {
        await journal.append(each.id, each.entries);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        onUnmetered(error, [each]);
        if (error.retryable) left.push(each);
      }
    }
    waiting = left.slice(-MOST_WAITING);
  };

  const flush = async (): Promise<void> => {
    // The request that writes it is its own cost.
    tally.count({ service: 'AmazonS3', unit: 'put-request', quantity: 1 });
    tally.endRun();
    await write();
  };

  return {
    tally,
    flush,
    async endRun(durationMs) {
      const isDue = elapsedMs() - writtenMs >= GATHERED_MS;
      if (tally.isServing() || durationMs >= LONG_RUN_MS || isDue) await flush();
      else tally.endRun();
    },
  };
}
