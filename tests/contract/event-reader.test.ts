import { ExpiredIteratorException, GetRecordsCommand } from '@aws-sdk/client-kinesis';
import { describe, expect, it } from '@jest/globals';
import { createKinesisEventReader } from '#adapters/aws/kinesis-event-reader.ts';
import { createKinesisEventStream } from '#adapters/aws/kinesis-event-stream.ts';
import { createMemoryEventReader } from '#adapters/memory/memory-event-reader.ts';
import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import { describeEventReader } from './event-reader.suite.ts';
import { describeOnKinesis } from './kinesis.ts';

describe('event reader in memory', () => {
  describeEventReader(async () => {
    const records: ArrivedRecord[] = [];
    return {
      reader: createMemoryEventReader(records),
      stream: {
        put: async (put) => {
          for (const { partitionKey, data } of put) {
            const sequenceNumber = String(records.length + 1);
            records.push({ shardId: 's', sequenceNumber, partitionKey, data, arrivedAtMs: Date.now() });
          }
        },
      },
    };
  });
});

describeOnKinesis('event reader on Kinesis', (kinesis) => {
  describeEventReader(async () => {
    const streamName = await kinesis().createStream(3);
    return {
      reader: createKinesisEventReader(kinesis().client, { streamName }),
      stream: createKinesisEventStream(kinesis().client, { streamName }),
    };
  });

  it('goes on after the last record it read when an iterator has expired (15)', async () => {
    const streamName = await kinesis().createStream(1);
    const stream = createKinesisEventStream(kinesis().client, { streamName });
    await stream.put([{ partitionKey: 'ann', data: Buffer.from('1') }]);
    let reads = 0;
    const expiring = new Proxy(kinesis().client, {
      get(target, property, receiver): unknown {
        if (property !== 'send') return Reflect.get(target, property, receiver);
        return async (command: GetRecordsCommand) => {
          reads += Number(command instanceof GetRecordsCommand);
          if (command instanceof GetRecordsCommand && reads === 2) {
            await stream.put([{ partitionKey: 'ann', data: Buffer.from('2') }]);
            throw new ExpiredIteratorException({ message: 'expired', $metadata: { httpStatusCode: 400 } });
          }
          return target.send(command);
        };
      },
    });
    const stop = new AbortController();
    const found: string[] = [];
    const reader = createKinesisEventReader(expiring, { streamName });
    for await (const { data } of reader.read(Date.now() - 60_000, stop.signal)) {
      found.push(Buffer.from(data).toString());
      if (found.length === 2) stop.abort();
    }
    expect(found).toEqual(['1', '2']);
  });
});
