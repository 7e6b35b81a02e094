import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import { type Occasion, occasionOf } from '#core/delivery/triggers/occasion.ts';
import { triggerEventNames } from '#core/delivery/triggers/trigger-rules.ts';
import type { TriggerSkip } from '#core/delivery/triggers/trigger-skips.ts';
import type { StreamPosition } from '#core/events/customer-event.ts';
import type { ReadMessage } from '#core/events/read-record.ts';
import { AppError } from '#core/kernel/errors.ts';
import type { BrokenTrigger } from './running-triggers.ts';
import type { StartedTriggers, StartTriggers } from './start-triggers.ts';

/** What became of a batch of the lane. */
export interface TriggerLaneOutcome extends StartedTriggers {
  /** To be delivered again. */
  readonly failed: readonly StreamPosition[];
}

/** Reads the lane's records and starts what they start; a record that fails comes again, alone. */
export type TriggerLane = (records: readonly ArrivedRecord[]) => Promise<TriggerLaneOutcome>;

/** The lane with a reader of records; what it cannot read is the main lane's business. */
export function createTriggerLane(ports: {
  /** What a record holds, in its order; never throws. */
  readonly read: (record: ArrivedRecord) => readonly ReadMessage[];
  readonly start: StartTriggers;
  /** Of the stage. */
  readonly goalEvents: readonly string[];
}): TriggerLane {
  const heard = new Set(triggerEventNames(ports.goalEvents));
  const occasionsIn = (record: ArrivedRecord): Occasion[] =>
    ports.read(record).flatMap((message) => {
      const isOurs = message.kind === 'event' && message.partitionKey === record.partitionKey;
      return isOurs && heard.has(message.event.name) ? [occasionOf(message.event)] : [];
    });

  return async (records) => {
    const failed: StreamPosition[] = [];
    const skipped: Partial<Record<TriggerSkip, number>> = {};
    let startedCount = 0;
    const broken = new Map<string, BrokenTrigger>();
    for (const record of records) {
      const occasions = occasionsIn(record);
      if (occasions.length === 0) continue;
      try {
        const started = await ports.start(occasions);
        startedCount += started.startedCount;
        for (const one of started.broken) broken.set(one.campaignId, one);
        for (const [reason, count] of Object.entries(started.skipped) as [TriggerSkip, number][])
          skipped[reason] = (skipped[reason] ?? 0) + count;
      } catch (error) {
        if (!(error instanceof AppError && error.retryable)) throw error;
        failed.push({ shardId: record.shardId, sequenceNumber: record.sequenceNumber });
      }
    }
    return { startedCount, skipped, broken: [...broken.values()], failed };
  };
}
