import { join } from 'node:path';
import type { MovedClock } from '../clock/moved-clock.ts';
import type { Invoker } from '../functions/invoker.ts';
import type { Shard, Stream } from '../kinesis/stream.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import type { BatchItem } from './batch-item.ts';
import { type DiscardReason, failureRecord } from './failure-record.ts';
import type { MappingSettings } from './settings.ts';
import { ShardReader } from './shard-reader.ts';

export interface MappingOptions {
  readonly settings: MappingSettings;
  readonly stream: Stream;
  readonly invoker: Invoker;
  readonly clock: MovedClock;
  readonly store: ObjectStore;
  readonly region: string;
  /** Where the checkpoints lie. */
  readonly folder: string;
}

/** A Kinesis → Lambda event source mapping: one reader per shard, children only after their parents. */
export class EventSourceMapping {
  readonly settings: MappingSettings;
  readonly counts = { invocations: 0, discarded: 0, filtered: 0, expired: 0 };
  readonly #options: MappingOptions;
  readonly #readers = new Map<string, ShardReader>();
  readonly #stop = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #isFirstStart: boolean;

  constructor(options: MappingOptions, isFirstStart: boolean) {
    this.#options = options;
    this.settings = options.settings;
    this.#isFirstStart = isFirstStart;
    this.#openReaders(true);
    this.#unsubscribe = options.stream.onChange(() => {
      this.#openReaders(false);
      for (const reader of this.#readers.values()) reader.newRecords();
    });
  }

  /** Records of the stream that this mapping is not done with. */
  get behindCount(): number {
    return this.#options.stream.shards.reduce(
      (sum, shard) => sum + (this.#readers.get(shard.shardId)?.behindCount ?? shard.log.length),
      0,
    );
  }

  close(): void {
    this.#unsubscribe();
    for (const reader of this.#readers.values()) reader.save();
    this.#stop.abort();
  }

  #openReaders(isAtStart: boolean): void {
    for (const shard of this.#options.stream.shards)
      if (!this.#readers.has(shard.shardId) && shard.parents.every((parent) => this.#isRead(parent)))
        this.#readers.set(shard.shardId, this.#open(shard, isAtStart));
  }

  #isRead(parentId: string): boolean {
    return this.#readers.get(parentId)?.behindCount === 0;
  }

  #open(shard: Shard, isAtStart: boolean): ShardReader {
    const { settings, stream, clock, invoker, region, folder } = this.#options;
    const host = invoker.host(settings.functionName);
    // LATEST holds for what was there when the mapping was made; a shard born later is read whole.
    const isLatest = settings.startsAt === 'LATEST' && isAtStart && this.#isFirstStart;
    return new ShardReader({
      world: {
        settings,
        clock,
        stop: this.#stop.signal,
        invoke: (event) => {
          this.counts.invocations += 1;
          return invoker.invoke(host, event, settings.id);
        },
        discard: (items, reason, invokeCount) => this.#discard(shard, items, { reason, invokeCount }),
      },
      shard,
      origin: { shardId: shard.shardId, streamArn: stream.options.arn, region },
      retentionMs: stream.options.retentionMs,
      checkpointPath: join(folder, `${shard.shardId}.json`),
      firstPosition: isLatest ? shard.log.length : 0,
      counts: this.counts,
      progressed: () => this.#openReaders(false),
    });
  }

  #discard(
    shard: Shard,
    items: readonly BatchItem[],
    { reason, invokeCount }: { reason: DiscardReason; invokeCount: number },
  ): void {
    const { settings, stream, invoker, clock, store } = this.#options;
    this.counts.discarded += items.length;
    if (settings.failureBucket === undefined) return;
    const atMs = clock.nowMs();
    const { key, body } = failureRecord({
      mappingId: settings.id,
      shardId: shard.shardId,
      streamArn: stream.options.arn,
      functionArn: invoker.host(settings.functionName).options.arn,
      reason,
      invokeCount,
      items,
      atMs,
    });
    store.put(settings.failureBucket, key, body, { modifiedAtMs: atMs, contentType: 'application/json' });
  }
}
