import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
} from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { StreamRecord } from '#app/ports/event-stream.ts';
import { closeServer, listen } from './http-server.ts';
import { peersFor } from './peers.ts';

// kinesalite ships no types.
const kinesalite = createRequire(import.meta.url)('kinesalite') as (options: object) => Server;

export interface KinesisUnderTest {
  readonly client: KinesisClient;
  createStream(shardCount: number): Promise<string>;
  /** Everything on the stream, in order within each shard. */
  readAll(streamName: string): Promise<StreamRecord[]>;
  stop(): Promise<void>;
}

/** Describes a suite over kinesalite, and again over each of other people's implementations that runs. */
export function describeOnKinesis(title: string, suite: (kinesis: () => KinesisUnderTest) => void): void {
  const over = (name: string, endpoint?: string): void => {
    describe(name, () => {
      let kinesis: KinesisUnderTest;
      beforeAll(async () => {
        kinesis = await startKinesis(endpoint);
      });
      afterAll(() => kinesis.stop());
      suite(() => kinesis);
    });
  };
  over(title);
  for (const peer of peersFor('kinesis')) over(`${title}, on ${peer.name}`, peer.endpoint);
}

/** Kinesis: kinesalite in this process, or what listens at `given`. */
async function startKinesis(given?: string): Promise<KinesisUnderTest> {
  const server =
    given === undefined
      ? await listen(kinesalite({ createStreamMs: 0, deleteStreamMs: 0, updateStreamMs: 0 }))
      : undefined;
  const client = new KinesisClient({
    endpoint: given ?? `http://127.0.0.1:${(server?.address() as AddressInfo).port}`,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: new NodeHttpHandler(),
  });
  let streams = 0;
  return {
    client,
    async createStream(shardCount) {
      streams += 1;
      const StreamName = `test-${process.pid}-${Date.now()}-${streams}`;
      await client.send(new CreateStreamCommand({ StreamName, ShardCount: shardCount }));
      for (;;) {
        const { StreamDescriptionSummary } = await client.send(
          new DescribeStreamSummaryCommand({ StreamName }),
        );
        if (StreamDescriptionSummary?.StreamStatus === 'ACTIVE') return StreamName;
      }
    },
    async readAll(StreamName) {
      const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName }));
      const records: StreamRecord[] = [];
      for (const { ShardId } of Shards) {
        const { ShardIterator } = await client.send(
          new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
        );
        const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
        for (const { PartitionKey = '', Data = new Uint8Array() } of Records) {
          records.push({ partitionKey: PartitionKey, data: Data });
        }
      }
      return records;
    },
    async stop() {
      client.destroy();
      if (server !== undefined) await closeServer(server);
    },
  };
}
