import type { StreamRecord } from '../kinesis/shard-log.ts';

/** A record on its way to a function, as the text that the event will hold. */
export interface BatchItem {
  readonly position: number;
  readonly sequenceNumber: string;
  readonly arrivedAtMs: number;
  readonly json: string;
}

export interface EventOrigin {
  readonly shardId: string;
  readonly streamArn: string;
  readonly region: string;
}

/** Lambda hands a function at most this much JSON. */
export const MAX_EVENT_BYTES = 6 * 1_048_576;

export function toBatchItem(record: StreamRecord, position: number, origin: EventOrigin): BatchItem {
  const { sequenceNumber, partitionKey, data, arrivedAtMs } = record;
  const json = JSON.stringify({
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey,
      sequenceNumber,
      data,
      approximateArrivalTimestamp: arrivedAtMs / 1000,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${origin.shardId}:${sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: 'arn:aws:iam::000000000000:role/local',
    awsRegion: origin.region,
    eventSourceARN: origin.streamArn,
  });
  return { position, sequenceNumber, arrivedAtMs, json };
}

export function toEvent(items: readonly BatchItem[]): string {
  return `{"Records":[${items.map(({ json }) => json).join(',')}]}`;
}

/** What a filter looks at: the record with `data` decoded, as JSON where it is JSON. */
export function filterView({ partitionKey, sequenceNumber, data, arrivedAtMs }: StreamRecord): unknown {
  const text = Buffer.from(data, 'base64').toString();
  const metadata = { kinesisSchemaVersion: '1.0', partitionKey, sequenceNumber };
  return { ...metadata, approximateArrivalTimestamp: arrivedAtMs / 1000, data: asJson(text) };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
