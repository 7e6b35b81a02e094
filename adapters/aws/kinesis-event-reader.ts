import { setTimeout } from 'node:timers/promises';
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  type KinesisClient,
  ListShardsCommand,
  type Shard,
} from '@aws-sdk/client-kinesis';
import type { ArrivedRecord, EventReader } from '#app/ports/event-reader.ts';
import { AppError } from '#core/kernel/errors.ts';
import { translateErrors } from './translate-error.ts';

/** A shard allows five reads a second to all its readers; the functions take one of them. */
const PAUSE_MS = 500;
/** How often new shards are looked for, in rounds: every five seconds. */
const ROUNDS_PER_LISTING = 10;
const ANSWER_WITHIN_MS = 1000;

/** Where reading of one shard stands. */
interface Cursor {
  readonly shardId: string;
  /** Undefined once the shard is closed and read to its end. */
  iterator: string | undefined;
  /** The last record read, to go on from when an iterator expires after five minutes. */
  lastSequenceNumber: string | undefined;
}

type Start = Pick<GetShardIteratorCommandInput, 'ShardIteratorType' | 'Timestamp' | 'StartingSequenceNumber'>;

/** Reads a Kinesis stream beside its event source mappings. */
export function createKinesisEventReader(
  client: KinesisClient,
  config: { readonly streamName: string },
): EventReader {
  const StreamName = config.streamName;

  const listShards = async (): Promise<Shard[]> => {
    const shards: Shard[] = [];
    let NextToken: string | undefined;
    do {
      const request = NextToken === undefined ? { StreamName } : { NextToken };
      const page = await translateErrors('ListShards', () => client.send(new ListShardsCommand(request)));
      shards.push(...(page.Shards ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return shards;
  };

  const iteratorOf = async (
    ShardId: string,
    start: Start,
    abortSignal?: AbortSignal,
  ): Promise<string | undefined> => {
    const command = new GetShardIteratorCommand({ StreamName, ShardId, ...start });
    const options = abortSignal === undefined ? {} : { abortSignal };
    return (await translateErrors('GetShardIterator', () => client.send(command, options))).ShardIterator;
  };

  /** Where nothing has arrived since then, the end will do; kinesalite gives no answer at all in that case. */
  const iteratorFrom = async (shardId: string, fromMs: number): Promise<string | undefined> => {
    const end = await iteratorOf(shardId, { ShardIteratorType: 'LATEST' });
    const start = { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(fromMs) } as const;
    const patience = AbortSignal.timeout(ANSWER_WITHIN_MS);
    return iteratorOf(shardId, start, patience).catch((error: unknown) => {
      if (patience.aborted) return end;
      throw error;
    });
  };

  const readShard = async (cursor: Cursor): Promise<ArrivedRecord[]> => {
    if (cursor.iterator === undefined) return [];
    const command = new GetRecordsCommand({ ShardIterator: cursor.iterator, Limit: 1000 });
    const page = await translateErrors('GetRecords', () => client.send(command)).catch(
      async (error: unknown) => {
        const cause = error instanceof AppError ? error.details['cause'] : undefined;
        // Other readers took this second's share: the next round will do.
        if (cause === 'ProvisionedThroughputExceededException') return undefined;
        if (cause !== 'ExpiredIteratorException') throw error;
        cursor.iterator = await iteratorOf(cursor.shardId, resumption(cursor));
        return undefined;
      },
    );
    if (page === undefined) return [];
    cursor.iterator = page.NextShardIterator;
    const records = (page.Records ?? []).map((record) => ({
      shardId: cursor.shardId,
      sequenceNumber: record.SequenceNumber ?? '',
      partitionKey: record.PartitionKey ?? '',
      data: record.Data ?? new Uint8Array(),
      arrivedAtMs: record.ApproximateArrivalTimestamp?.getTime() ?? 0,
    }));
    cursor.lastSequenceNumber = records.at(-1)?.sequenceNumber ?? cursor.lastSequenceNumber;
    return records;
  };

  return {
    async *read(fromMs, signal) {
      const cursors = new Map<string, Cursor>();
      const openShards = async (open: (shardId: string) => Promise<string | undefined>) => {
        const known = (await listShards()).flatMap(({ ShardId }) => ShardId ?? []);
        const fresh = known.filter((shardId) => !cursors.has(shardId));
        const iterators = await Promise.all(fresh.map(open));
        fresh.forEach((shardId, index) => {
          cursors.set(shardId, { shardId, iterator: iterators[index], lastSequenceNumber: undefined });
        });
      };
      await openShards((shardId) =>
        fromMs === undefined
          ? iteratorOf(shardId, { ShardIteratorType: 'LATEST' })
          : iteratorFrom(shardId, fromMs),
      );
      for (let round = 1; !signal.aborted; round += 1) {
        const pages = await Promise.all([...cursors.values()].map(readShard));
        yield* pages.flat();
        // Shards that appear while we read are children of shards that we read: they are read whole.
        if (round % ROUNDS_PER_LISTING === 0) {
          await openShards((shardId) => iteratorOf(shardId, { ShardIteratorType: 'TRIM_HORIZON' }));
        }
        await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}

function resumption(cursor: Cursor): Start {
  return cursor.lastSequenceNumber === undefined
    ? { ShardIteratorType: 'LATEST' }
    : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: cursor.lastSequenceNumber };
}
