import { type KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { backOff } from '#adapters/node/back-off.ts';
import type { EventStream, StreamRecord } from '#app/ports/event-stream.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { translateErrors } from './translate-error.ts';

/** Bounds of one PutRecords call, the service's. */
const RECORDS_PER_CALL = 500;
const BYTES_PER_CALL = 5 * 1024 * 1024;
/** Calls in a row in which not one record got in before the stream is given up, about a second. */
const FRUITLESS_CALLS = 5;

/**
 * A Kinesis stream. PutRecords may take the second record of a key and refuse the first; so that order per key
 * holds, a call carries at most one record of each key: the first that is not in yet.
 */
export function createKinesisEventStream(
  client: KinesisClient,
  config: { readonly streamName: string },
): EventStream {
  const putOnce = async (records: readonly StreamRecord[]): Promise<(string | undefined)[]> => {
    const answer = await translateErrors('PutRecords', () =>
      client.send(
        new PutRecordsCommand({
          StreamName: config.streamName,
          Records: records.map(({ partitionKey, data }) => ({ PartitionKey: partitionKey, Data: data })),
        }),
      ),
    );
    return (answer.Records ?? []).map(({ ErrorCode }) => ErrorCode);
  };

  return {
    async put(records) {
      let waiting = [...records];
      let fruitless = 0;
      while (waiting.length > 0) {
        const call = firstOfEachKey(waiting);
        const errors = await putOnce(call);
        const done = new Set(call.filter((_, index) => errors[index] === undefined));
        waiting = waiting.filter((record) => !done.has(record));
        fruitless = done.size === 0 ? fruitless + 1 : 0;
        if (fruitless === FRUITLESS_CALLS) throw refused(waiting.length, errors);
        if (done.size < call.length) await backOff(fruitless);
      }
    },
  };
}

function firstOfEachKey(waiting: readonly StreamRecord[]): StreamRecord[] {
  const keys = new Set<string>();
  const call: StreamRecord[] = [];
  let bytes = 0;
  for (const record of waiting) {
    if (keys.has(record.partitionKey)) continue;
    keys.add(record.partitionKey);
    bytes += record.data.length + record.partitionKey.length * 3;
    if (call.length === RECORDS_PER_CALL || (call.length > 0 && bytes > BYTES_PER_CALL)) break;
    call.push(record);
  }
  return call;
}

function refused(count: number, errors: readonly (string | undefined)[]): UnavailableError {
  const isThrottled = errors.includes('ProvisionedThroughputExceededException');
  return new UnavailableError(`the stream keeps refusing: ${count} records are not in`, {
    details: { refusedCount: count, isThrottled },
  });
}
