import type { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { describe, expect, it } from '@jest/globals';
import { createKinesisEventStream } from '#adapters/aws/kinesis-event-stream.ts';
import { createMemoryEventStream } from '#adapters/memory/memory-event-stream.ts';
import type { StreamRecord } from '#app/ports/event-stream.ts';
import { describeEventStream } from './event-stream.suite.ts';
import { describeOnKinesis } from './kinesis.ts';

describe('memory event stream', () => {
  describeEventStream(async () => {
    const stream = createMemoryEventStream();
    return { stream, readAll: async () => stream.records };
  });
});

describeOnKinesis('Kinesis event stream', (kinesis) => {
  describeEventStream(async () => {
    const streamName = await kinesis().createStream(3);
    const stream = createKinesisEventStream(kinesis().client, { streamName });
    return { stream, readAll: () => kinesis().readAll(streamName) };
  });
});

describe('Kinesis event stream that refuses some', () => {
  /** A stream that refuses as told, call by call, by position in the call; `all` refuses everything. */
  const refusing = (plan: readonly (readonly number[] | 'all')[]) => {
    const taken: string[] = [];
    let calls = 0;
    const send = async (command: PutRecordsCommand) => {
      const refused = plan[calls] ?? [];
      calls += 1;
      const Records = (command.input.Records ?? []).map(({ Data }, index) => {
        if (refused === 'all' || refused.includes(index)) {
          return { ErrorCode: 'ProvisionedThroughputExceededException' };
        }
        taken.push(new TextDecoder().decode(Data));
        return { SequenceNumber: '1' };
      });
      return { Records };
    };
    const client = { send } as unknown as KinesisClient;
    return { taken, stream: createKinesisEventStream(client, { streamName: 's' }) };
  };
  const records: StreamRecord[] = ['a1', 'a2', 'b1', 'a3', 'b2'].map((body) => ({
    partitionKey: body[0] ?? '',
    data: new TextEncoder().encode(body),
  }));

  it('puts what was refused again, before any later record of its key', async () => {
    const { taken, stream } = refusing([[0], [0], [1], [0]]);
    await stream.put(records);
    expect(taken.filter((body) => body.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(taken.filter((body) => body.startsWith('b'))).toEqual(['b1', 'b2']);
  });

  it('fails by name, saying that it was throttled, when nothing gets in any more', async () => {
    const { stream } = refusing(Array.from({ length: 9 }, () => 'all' as const));
    await expect(stream.put(records)).rejects.toMatchObject({
      name: 'UnavailableError',
      details: { refusedCount: 5, isThrottled: true },
    });
  });
});
