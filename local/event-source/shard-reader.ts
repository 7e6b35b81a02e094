import type { StreamRecord } from '../kinesis/shard-log.ts';
import type { Shard } from '../kinesis/stream.ts';
import { type EventOrigin, filterView, MAX_EVENT_BYTES, toBatchItem } from './batch-item.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { Lane, type LaneWorld } from './lane.ts';
import { Signal } from './signal.ts';

const READ_RECORDS = 2000;
const READ_BYTES = 4 * 1_048_576;
/** Records are read ahead up to a payload and a half per lane. */
const AHEAD_BYTES_PER_LANE = 1.5 * MAX_EVENT_BYTES;
/** A position that only filtered records have moved is written down this often, in wall time. */
const IDLE_SAVE_MS = 1000;

export interface ShardReaderOptions {
  readonly world: Omit<LaneWorld, 'progressed'>;
  readonly shard: Shard;
  readonly origin: EventOrigin;
  readonly retentionMs: number;
  readonly checkpointPath: string;
  /** Where a reader without checkpoint starts. */
  readonly firstPosition: number;
  readonly counts: { filtered: number; expired: number };
  readonly progressed: () => void;
}

/** Reads one shard for one mapping: filters, deals records to lanes by partition key, keeps the checkpoint. */
export class ShardReader {
  readonly #options: ShardReaderOptions;
  readonly #lanes: readonly Lane[];
  /** Positions before which each lane has nothing to do, from the last run. */
  readonly #resumeAt: readonly number[];
  readonly #wake = new Signal();
  #position: number;
  #saved = '';
  #lastSaveMs = 0;

  constructor(options: ShardReaderOptions) {
    const laneCount = options.world.settings.parallelizationFactor;
    const kept = loadCheckpoint(options.checkpointPath, laneCount);
    this.#options = options;
    this.#resumeAt = kept?.lanes ?? Array<number>(laneCount).fill(options.firstPosition);
    this.#position = Math.min(...this.#resumeAt);
    const world: LaneWorld = {
      ...options.world,
      progressed: () => {
        this.#save();
        this.#wake.raise();
        options.progressed();
      },
    };
    this.#lanes = this.#resumeAt.map(() => new Lane(world));
    // Kept at once: LATEST means the end as it was when the mapping began.
    this.#save();
    void this.#run();
  }

  /** Records not done with yet, filtered ones ahead of the reader included. */
  get behindCount(): number {
    const pending = this.#lanes.reduce((sum, lane) => sum + lane.pendingCount, 0);
    return Math.max(0, this.#options.shard.log.length - this.#position) + pending;
  }

  newRecords(): void {
    this.#wake.raise();
  }

  save(): void {
    this.#save();
  }

  async #run(): Promise<void> {
    const { stop } = this.#options.world;
    // The owner first gets hold of this reader.
    await new Promise(setImmediate);
    while (!stop.aborted) {
      if (this.#mayRead()) {
        this.#readSome();
        // Lanes and the gateway get their turn between two reads.
        await new Promise(setImmediate);
      } else await this.#wake.wait(stop);
    }
  }

  #mayRead(): boolean {
    const ahead = this.#lanes.reduce((sum, lane) => sum + lane.queuedBytes, 0);
    return (
      this.#position < this.#options.shard.log.length && ahead < this.#lanes.length * AHEAD_BYTES_PER_LANE
    );
  }

  #readSome(): void {
    const { shard, world, counts, retentionMs } = this.#options;
    const horizon = shard.log.firstSince(world.clock.nowMs() - retentionMs);
    if (horizon > this.#position) {
      counts.expired += horizon - this.#position;
      this.#position = horizon;
    }
    const start = this.#position;
    const records = shard.log.read(start, READ_RECORDS, READ_BYTES);
    for (const [index, record] of records.entries()) {
      this.#deal(record, start + index);
      this.#position = start + index + 1;
    }
    if (performance.now() - this.#lastSaveMs > IDLE_SAVE_MS) this.#save();
    if (this.behindCount === 0) this.#options.progressed();
  }

  #deal(record: StreamRecord, position: number): void {
    const { world, counts, origin } = this.#options;
    const laneIndex = laneOf(record.partitionKey, this.#lanes.length);
    if (position < (this.#resumeAt[laneIndex] ?? 0)) return;
    if (world.settings.isWanted?.(filterView(record)) === false) counts.filtered += 1;
    else this.#lanes[laneIndex]?.add(toBatchItem(record, position, origin));
  }

  #save(): void {
    const lanes = this.#lanes.map((lane, index) =>
      Math.max(this.#resumeAt[index] ?? 0, lane.outstanding ?? this.#position),
    );
    const text = lanes.join();
    if (text === this.#saved) return;
    this.#saved = text;
    this.#lastSaveMs = performance.now();
    saveCheckpoint(this.#options.checkpointPath, { lanes });
  }
}

/** FNV-1a over the partition key: all records of a key take one lane. */
function laneOf(partitionKey: string, laneCount: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < partitionKey.length; index += 1)
    hash = Math.imul(hash ^ partitionKey.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % laneCount;
}
