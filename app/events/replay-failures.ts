import type { Clock } from '#app/ports/clock.ts';
import type { EventStream } from '#app/ports/event-stream.ts';
import type { FailureStore } from '#app/ports/failure-store.ts';
import { stampReceivedBytes } from './stamp-received.ts';

/** What a replay of given-up batches did. */
export interface FailureReplayReport {
  readonly batchCount: number;
  readonly recordCount: number;
  /** Objects that are no such batch, or are cut short, by id. */
  readonly unreadable: readonly string[];
}

/** Puts every batch that was given up on the stream again. */
export type ReplayFailures = () => Promise<FailureReplayReport>;

/**
 * Replays batches whose retries were spent, by their original partition keys and in their order, and marks each
 * afterwards. Messages that had been folded before the batch failed are known by their ids, 64 a profile; where a
 * customer sent more than that in between, `kairos rebuild` is exact.
 */
export function createReplayFailures(ports: {
  readonly failures: FailureStore;
  readonly stream: EventStream;
  readonly clock: Clock;
}): ReplayFailures {
  const { failures, stream, clock } = ports;
  return async () => {
    const unreadable: string[] = [];
    let batchCount = 0;
    let recordCount = 0;
    for await (const batch of failures.list((id) => unreadable.push(id))) {
      await stream.put(
        batch.records.map(({ partitionKey, data, arrivedAtMs }) => ({
          partitionKey,
          data: stampReceivedBytes(data, arrivedAtMs),
        })),
      );
      await failures.markReplayed(batch.id, clock.nowMs());
      batchCount += 1;
      recordCount += batch.records.length;
    }
    return { batchCount, recordCount, unreadable };
  };
}
