import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../gateway/aws-error.ts';
import { ShardLog } from './shard-log.ts';

const HASH_SPACE = 1n << 128n;

export interface ShardRange {
  readonly shardId: string;
  /** Inclusive bounds of the MD5 hash keys that land here. */
  readonly startingHashKey: string;
  readonly endingHashKey: string;
  readonly parents: readonly string[];
  /** No more writes: it was split or merged. */
  readonly isClosed: boolean;
}

export interface Shard extends ShardRange {
  readonly log: ShardLog;
  /** The same bounds as numbers: a thousand records a call are compared with them. */
  readonly bounds: readonly [bigint, bigint];
}

export interface StreamOptions {
  readonly name: string;
  readonly arn: string;
  readonly folder: string;
  readonly shardCount: number;
  readonly retentionMs: number;
  readonly isOnDemand: boolean;
}

/** A Kinesis stream on disk: its map of shards in `shards.json`, one log per shard. */
export class Stream {
  readonly options: StreamOptions;
  readonly createdAtMs: number;
  #shards: Shard[];
  readonly #listeners = new Set<() => void>();

  constructor(options: StreamOptions, nowMs: number) {
    this.options = options;
    mkdirSync(options.folder, { recursive: true });
    const kept = readMap(join(options.folder, 'shards.json'));
    this.createdAtMs = kept?.createdAtMs ?? nowMs;
    const ranges = kept?.shards ?? evenRanges(options.shardCount);
    this.#shards = ranges.map((range, index) => this.#open(range, index));
    this.#save();
  }

  get shards(): readonly Shard[] {
    return this.#shards;
  }

  shard(shardId: string): Shard {
    const found = this.#shards.find((shard) => shard.shardId === shardId);
    if (found === undefined)
      throw new AwsError(
        'ResourceNotFoundException',
        `Shard ${shardId} in stream ${this.options.name} not found`,
      );
    return found;
  }

  shardFor(partitionKey: string, explicitHashKey?: string): Shard {
    const hash = explicitHashKey === undefined ? hashKey(partitionKey) : BigInt(explicitHashKey);
    const found = this.#shards.find(
      ({ isClosed, bounds: [low, high] }) => !isClosed && hash >= low && hash <= high,
    );
    if (found === undefined)
      throw new AwsError('InvalidArgumentException', 'The hash key lies outside every shard');
    return found;
  }

  /** Calls back after each write and each change of shards, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  split(shardId: string, newStartingHashKey: string): void {
    const { startingHashKey, endingHashKey } = this.#openShard(shardId);
    const middle = BigInt(newStartingHashKey);
    if (middle <= BigInt(startingHashKey) || middle > BigInt(endingHashKey))
      throw new AwsError('InvalidArgumentException', 'NewStartingHashKey lies outside the shard');
    this.#replace(
      [shardId],
      [
        [startingHashKey, String(middle - 1n)],
        [String(middle), endingHashKey],
      ],
    );
  }

  merge(shardId: string, adjacentId: string): void {
    const [low, high] = [this.#openShard(shardId), this.#openShard(adjacentId)].sort((a, b) =>
      BigInt(a.startingHashKey) < BigInt(b.startingHashKey) ? -1 : 1,
    ) as [Shard, Shard];
    if (BigInt(low.endingHashKey) + 1n !== BigInt(high.startingHashKey))
      throw new AwsError('InvalidArgumentException', 'The shards are not adjacent');
    this.#replace([low.shardId, high.shardId], [[low.startingHashKey, high.endingHashKey]]);
  }

  close(): void {
    for (const { log } of this.#shards) log.close();
  }

  #openShard(shardId: string): Shard {
    const shard = this.shard(shardId);
    if (shard.isClosed) throw new AwsError('ResourceInUseException', `Shard ${shardId} is closed`);
    return shard;
  }

  #replace(parents: string[], ranges: [string, string][]): void {
    const children = ranges.map(([startingHashKey, endingHashKey], index) =>
      this.#open(
        {
          shardId: shardName(this.#shards.length + index),
          startingHashKey,
          endingHashKey,
          parents,
          isClosed: false,
        },
        this.#shards.length + index,
      ),
    );
    const closed = this.#shards.map((shard) =>
      parents.includes(shard.shardId) ? { ...shard, isClosed: true } : shard,
    );
    this.#shards = [...closed, ...children];
    this.#save();
    this.changed();
  }

  #open(range: ShardRange, index: number): Shard {
    const salt = `${String(index).padStart(6, '0')}${String(this.createdAtMs).padStart(14, '0')}`;
    const bounds = [BigInt(range.startingHashKey), BigInt(range.endingHashKey)] as const;
    return { ...range, bounds, log: new ShardLog(join(this.options.folder, `${range.shardId}.jsonl`), salt) };
  }

  #save(): void {
    const path = join(this.options.folder, 'shards.json');
    const shards = this.#shards.map(toRange);
    writeFileSync(`${path}.new`, JSON.stringify({ createdAtMs: this.createdAtMs, shards }));
    renameSync(`${path}.new`, path);
  }
}

function readMap(path: string): { createdAtMs: number; shards: ShardRange[] } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { createdAtMs: number; shards: ShardRange[] };
  } catch {
    return undefined;
  }
}

function toRange({ shardId, startingHashKey, endingHashKey, parents, isClosed }: Shard): ShardRange {
  return { shardId, startingHashKey, endingHashKey, parents, isClosed };
}

function evenRanges(count: number): ShardRange[] {
  const size = HASH_SPACE / BigInt(count);
  return Array.from({ length: count }, (_unused, index) => ({
    shardId: shardName(index),
    startingHashKey: String(size * BigInt(index)),
    endingHashKey: String(index === count - 1 ? HASH_SPACE - 1n : size * BigInt(index + 1) - 1n),
    parents: [],
    isClosed: false,
  }));
}

function shardName(index: number): string {
  return `shardId-${String(index).padStart(12, '0')}`;
}

function hashKey(partitionKey: string): bigint {
  return BigInt(`0x${createHash('md5').update(partitionKey).digest('hex')}`);
}
