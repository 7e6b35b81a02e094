import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import type { KinesisEvent } from '#contracts/kinesis-event.ts';

/** The records of a batch, in the order in which they lay on their shard. */
export function arrivedRecords(event: KinesisEvent): ArrivedRecord[] {
  return event.Records.map(({ eventID, kinesis }) => ({
    shardId: eventID.slice(0, eventID.lastIndexOf(':')),
    sequenceNumber: kinesis.sequenceNumber,
    partitionKey: kinesis.partitionKey,
    data: Buffer.from(kinesis.data, 'base64'),
    arrivedAtMs: Math.round(kinesis.approximateArrivalTimestamp * 1000),
  }));
}
