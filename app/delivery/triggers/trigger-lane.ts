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

/** Reads the lane's records and starts what they start, all at once; what fails then is tried alone, and comes again alone. */
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

  /** Undefined where something does not answer for now. */
  const startOrNot = async (occasions: readonly Occasion[]): Promise<StartedTriggers | undefined> => {
    try {
      return await ports.start(occasions);
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
      return undefined;
    }
  };

  return async (records) => {
    const heardIn = records
      .map((record) => ({ record, occasions: occasionsIn(record) }))
      .filter(({ occasions }) => occasions.length > 0);
    if (heardIn.length === 0) return { ...NOTHING, failed: [] };
    const atOnce = await startOrNot(heardIn.flatMap(({ occasions }) => occasions));
    if (atOnce !== undefined) return { ...atOnce, broken: distinct(atOnce.broken), failed: [] };
    const failed: StreamPosition[] = [];
    const all: StartedTriggers[] = [];
    for (const { record, occasions } of heardIn) {
      const { shardId, sequenceNumber } = record;
      // Alone it would be the same attempt again.
      const started = heardIn.length === 1 ? undefined : await startOrNot(occasions);
      if (started === undefined) failed.push({ shardId, sequenceNumber });
      else all.push(started);
    }
    return { ...all.reduce(sumOf, NOTHING), failed };
  };
}

const NOTHING: StartedTriggers = { startedCount: 0, skipped: {}, broken: [] };

function sumOf(left: StartedTriggers, right: StartedTriggers): StartedTriggers {
  const skipped: Partial<Record<TriggerSkip, number>> = { ...left.skipped };
  for (const [reason, count] of Object.entries(right.skipped) as [TriggerSkip, number][])
    skipped[reason] = (skipped[reason] ?? 0) + count;
  const startedCount = left.startedCount + right.startedCount;
  return { startedCount, skipped, broken: distinct([...left.broken, ...right.broken]) };
}

/** Each campaign once. */
function distinct(broken: readonly BrokenTrigger[]): readonly BrokenTrigger[] {
  return [...new Map(broken.map((one) => [one.campaignId, one])).values()];
}
