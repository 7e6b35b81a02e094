import { randomUUID } from 'node:crypto';
import { AwsError } from '../gateway/aws-error.ts';
import type { DeliveryStream } from './delivery-stream.ts';

const MAX_RECORD_BYTES = 1_024_000;
const MAX_BATCH_RECORDS = 500;
const MAX_BATCH_BYTES = 4 * 1_048_576;

interface Entry {
  readonly Data: string;
}

/** The operations of Firehose that a producer uses. */
export function createFirehoseApi(
  streams: readonly DeliveryStream[],
): Record<string, (input: never) => unknown> {
  const streamOf = (name: string): DeliveryStream => {
    const found = streams.find(({ options }) => options.name === name);
    if (found === undefined) throw new AwsError('ResourceNotFoundException', `Firehose ${name} not found`);
    return found;
  };
  return {
    PutRecord({ DeliveryStreamName, Record }: { DeliveryStreamName: string; Record: Entry }) {
      streamOf(DeliveryStreamName).put(decode([Record]));
      return { RecordId: randomUUID(), Encrypted: true };
    },
    PutRecordBatch({
      DeliveryStreamName,
      Records,
    }: {
      DeliveryStreamName: string;
      Records: readonly Entry[];
    }) {
      if (Records.length > MAX_BATCH_RECORDS)
        throw new AwsError('InvalidArgumentException', `A batch takes at most ${MAX_BATCH_RECORDS} records`);
      streamOf(DeliveryStreamName).put(decode(Records));
      return {
        FailedPutCount: 0,
        Encrypted: true,
        RequestResponses: Records.map(() => ({ RecordId: randomUUID() })),
      };
    },
    DescribeDeliveryStream({ DeliveryStreamName }: { DeliveryStreamName: string }) {
      const { options } = streamOf(DeliveryStreamName);
      return {
        DeliveryStreamDescription: {
          DeliveryStreamName: options.name,
          DeliveryStreamStatus: 'ACTIVE',
          DeliveryStreamType: 'DirectPut',
          Destinations: [],
        },
      };
    },
  };
}

function decode(records: readonly Entry[]): Buffer[] {
  const bodies = records.map(({ Data }) => Buffer.from(Data, 'base64'));
  if (bodies.some((body) => body.length > MAX_RECORD_BYTES))
    throw new AwsError('InvalidArgumentException', `A record holds at most ${MAX_RECORD_BYTES} bytes`);
  if (bodies.reduce((sum, body) => sum + body.length, 0) > MAX_BATCH_BYTES)
    throw new AwsError('InvalidArgumentException', 'A batch takes at most 4 MiB');
  return bodies;
}
