import { AwsError } from '../gateway/aws-error.ts';
import type { Shard, Stream } from './stream.ts';

const MAX_RECORD_BYTES = 1_048_576;
const MAX_CALL_BYTES = 10 * 1_048_576;
const MAX_CALL_RECORDS = 500;
const MAX_READ_BYTES = 10 * 1_048_576;

interface StreamInput {
  readonly StreamName?: string;
  readonly StreamARN?: string;
}

interface PutEntry {
  readonly Data: string;
  readonly PartitionKey: string;
  readonly ExplicitHashKey?: string;
}

export interface KinesisApiOptions {
  readonly streams: readonly Stream[];
  readonly nowMs: () => number;
}

/** The operations of Kinesis that producers and tools use, over streams on disk. */
export function createKinesisApi({
  streams,
  nowMs,
}: KinesisApiOptions): Record<string, (input: never) => unknown> {
  const streamOf = ({ StreamName, StreamARN }: StreamInput): Stream => {
    const found = streams.find(({ options }) => options.name === StreamName || options.arn === StreamARN);
    if (found === undefined)
      throw new AwsError('ResourceNotFoundException', `Stream ${StreamName ?? StreamARN ?? ''} not found`);
    return found;
  };
  const horizon = (stream: Stream, shard: Shard): number =>
    shard.log.firstSince(nowMs() - stream.options.retentionMs);

  return {
    PutRecord(input: StreamInput & PutEntry) {
      const stream = streamOf(input);
      const [entry] = putEntries(stream, [input], nowMs());
      return { ...entry, EncryptionType: 'KMS' };
    },

    PutRecords(input: StreamInput & { readonly Records: readonly PutEntry[] }) {
      if (input.Records.length > MAX_CALL_RECORDS)
        throw new AwsError('InvalidArgumentException', `A call takes at most ${MAX_CALL_RECORDS} records`);
      const records = putEntries(streamOf(input), input.Records, nowMs());
      return { FailedRecordCount: 0, Records: records, EncryptionType: 'KMS' };
    },

    DescribeStreamSummary(input: StreamInput) {
      const stream = streamOf(input);
      return { StreamDescriptionSummary: { ...summary(stream), OpenShardCount: openShards(stream).length } };
    },

    DescribeStream(input: StreamInput) {
      const stream = streamOf(input);
      const Shards = stream.shards.map(describeShard);
      return { StreamDescription: { ...summary(stream), HasMoreShards: false, Shards } };
    },

    ListStreams: () => ({ StreamNames: streams.map(({ options }) => options.name), HasMoreStreams: false }),

    ListShards: (input: StreamInput) => ({ Shards: streamOf(input).shards.map(describeShard) }),

    GetShardIterator(
      input: StreamInput & {
        readonly ShardId: string;
        readonly ShardIteratorType: string;
        readonly StartingSequenceNumber?: string;
        readonly Timestamp?: number;
      },
    ) {
      const stream = streamOf(input);
      const shard = stream.shard(input.ShardId);
      const given = input.StartingSequenceNumber ?? '';
      const starts: Record<string, () => number> = {
        TRIM_HORIZON: () => horizon(stream, shard),
        LATEST: () => shard.log.length,
        AT_SEQUENCE_NUMBER: () => shard.log.positionOf(given),
        AFTER_SEQUENCE_NUMBER: () => shard.log.positionOf(given) + 1,
        AT_TIMESTAMP: () => shard.log.firstSince((input.Timestamp ?? 0) * 1000),
      };
      const start = starts[input.ShardIteratorType];
      if (start === undefined)
        throw new AwsError(
          'ValidationException',
          `ShardIteratorType ${input.ShardIteratorType} is not known`,
        );
      return { ShardIterator: iterator(stream, shard.shardId, start()) };
    },

    GetRecords({ ShardIterator, Limit = 10_000 }: { ShardIterator: string; Limit?: number }) {
      const [name, shardId = '', position] = Buffer.from(ShardIterator, 'base64url').toString().split('\n');
      const stream = streamOf({ StreamName: name ?? '' });
      const shard = stream.shard(shardId);
      const from = Math.max(Number(position), horizon(stream, shard));
      const records = shard.log.read(from, Limit, MAX_READ_BYTES);
      const next = from + records.length;
      const lastAtMs = records.at(-1)?.arrivedAtMs ?? nowMs();
      return {
        Records: records.map((record) => ({
          SequenceNumber: record.sequenceNumber,
          PartitionKey: record.partitionKey,
          Data: record.data,
          ApproximateArrivalTimestamp: record.arrivedAtMs / 1000,
        })),
        MillisBehindLatest: next < shard.log.length ? Math.max(0, nowMs() - lastAtMs) : 0,
        ...(shard.isClosed && next >= shard.log.length
          ? {}
          : { NextShardIterator: iterator(stream, shardId, next) }),
      };
    },

    SplitShard(input: StreamInput & { ShardToSplit: string; NewStartingHashKey: string }) {
      streamOf(input).split(input.ShardToSplit, input.NewStartingHashKey);
    },

    MergeShards(input: StreamInput & { ShardToMerge: string; AdjacentShardToMerge: string }) {
      streamOf(input).merge(input.ShardToMerge, input.AdjacentShardToMerge);
    },
  };
}

function putEntries(
  stream: Stream,
  entries: readonly PutEntry[],
  nowMs: number,
): { ShardId: string; SequenceNumber: string }[] {
  checkSizes(entries);
  const shards = entries.map((entry) => stream.shardFor(entry.PartitionKey, entry.ExplicitHashKey));
  const answers = new Array<{ ShardId: string; SequenceNumber: string }>(entries.length);
  for (const shard of new Set(shards)) {
    const indexes = [...entries.keys()].filter((index) => shards[index] === shard);
    const records = indexes.map((index) => {
      const { PartitionKey: partitionKey, Data: data } = entries[index] as PutEntry;
      return { partitionKey, data };
    });
    const sequences = shard.log.append(records, nowMs);
    for (const [order, index] of indexes.entries())
      answers[index] = { ShardId: shard.shardId, SequenceNumber: sequences[order] ?? '' };
  }
  stream.changed();
  return answers;
}

function checkSizes(entries: readonly PutEntry[]): void {
  let callBytes = 0;
  for (const { Data, PartitionKey } of entries) {
    if (typeof PartitionKey !== 'string' || PartitionKey.length === 0 || PartitionKey.length > 256)
      throw new AwsError('ValidationException', 'A partition key has 1 to 256 characters');
    const bytes = Buffer.byteLength(Data, 'base64') + Buffer.byteLength(PartitionKey);
    if (bytes > MAX_RECORD_BYTES)
      throw new AwsError('ValidationException', `A record holds at most ${MAX_RECORD_BYTES} bytes`);
    callBytes += bytes;
  }
  if (callBytes > MAX_CALL_BYTES)
    throw new AwsError('InvalidArgumentException', `A call takes at most ${MAX_CALL_BYTES} bytes`);
}

function iterator(stream: Stream, shardId: string, position: number): string {
  return Buffer.from(`${stream.options.name}\n${shardId}\n${position}`).toString('base64url');
}

function openShards(stream: Stream): readonly Shard[] {
  return stream.shards.filter((shard) => !shard.isClosed);
}

function summary(stream: Stream): Record<string, unknown> {
  return {
    StreamName: stream.options.name,
    StreamARN: stream.options.arn,
    StreamStatus: 'ACTIVE',
    StreamModeDetails: { StreamMode: stream.options.isOnDemand ? 'ON_DEMAND' : 'PROVISIONED' },
    RetentionPeriodHours: stream.options.retentionMs / 3_600_000,
    StreamCreationTimestamp: stream.createdAtMs / 1000,
    EnhancedMonitoring: [],
  };
}

function describeShard(shard: Shard): Record<string, unknown> {
  const [ParentShardId, AdjacentParentShardId] = shard.parents;
  return {
    ShardId: shard.shardId,
    ...(ParentShardId === undefined ? {} : { ParentShardId }),
    ...(AdjacentParentShardId === undefined ? {} : { AdjacentParentShardId }),
    HashKeyRange: { StartingHashKey: shard.startingHashKey, EndingHashKey: shard.endingHashKey },
    SequenceNumberRange: {
      StartingSequenceNumber: shard.log.sequenceAt(0),
      ...(shard.isClosed ? { EndingSequenceNumber: shard.log.sequenceAt(shard.log.length) } : {}),
    },
  };
}
