import type { MovedClock } from '../clock/moved-clock.ts';
import type { Invocation } from '../functions/invoker.ts';
import { type BatchItem, MAX_EVENT_BYTES, toEvent } from './batch-item.ts';
import type { DiscardReason } from './failure-record.ts';
import { judgeReply } from './judge-reply.ts';
import type { MappingSettings } from './settings.ts';
import { Signal } from './signal.ts';

const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 60_000;
const ENVELOPE_BYTES = 16;

export interface LaneWorld {
  readonly settings: MappingSettings;
  readonly clock: MovedClock;
  readonly stop: AbortSignal;
  invoke(event: string): Promise<Invocation>;
  discard(items: readonly BatchItem[], reason: DiscardReason, invokeCount: number): void;
  /** Called whenever the lane has come further. */
  progressed(): void;
}

/** Part of a batch: a batch is cut where it is bisected or partly done. */
interface Piece {
  readonly items: readonly BatchItem[];
  readonly invokeCount: number;
  /** Failed tries that count against the retry quota. */
  readonly failedCount: number;
}

/**
 * One of a shard's parallel lanes. It gathers its partition keys' records into batches and sees each batch
 * to its end before the next, so that order per key holds whatever fails.
 */
export class Lane {
  readonly #world: LaneWorld;
  #queue: BatchItem[] = [];
  #queuedBytes = 0;
  #windowStartMs = 0;
  #pieces: Piece[] = [];
  readonly #arrival = new Signal();

  constructor(world: LaneWorld) {
    this.#world = world;
    void this.#run();
  }

  add(item: BatchItem): void {
    if (this.#queue.length === 0) this.#windowStartMs = this.#world.clock.nowMs();
    this.#queue.push(item);
    this.#queuedBytes += item.json.length + 1;
    if (this.#queue.length === 1 || this.#isFull()) this.#arrival.raise();
  }

  /** First position that is not done with, or undefined when the lane is empty. */
  get outstanding(): number | undefined {
    return (this.#pieces[0]?.items[0] ?? this.#queue[0])?.position;
  }

  get pendingCount(): number {
    return this.#queue.length + this.#pieces.reduce((sum, { items }) => sum + items.length, 0);
  }

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  async #run(): Promise<void> {
    const { stop } = this.#world;
    while (!stop.aborted) {
      await this.#gather();
      if (this.#isStopped()) return;
      this.#pieces = [{ items: this.#takeBatch(), invokeCount: 0, failedCount: 0 }];
      while (this.#pieces.length > 0 && !this.#isStopped()) {
        await this.#advance();
        this.#world.progressed();
      }
    }
  }

  #isStopped(): boolean {
    return this.#world.stop.aborted;
  }

  /** Waits until a batch is due: full, or its window is over. */
  async #gather(): Promise<void> {
    const { settings, clock, stop } = this.#world;
    while (this.#queue.length === 0 && !stop.aborted) await this.#arrival.wait(stop);
    if (settings.windowMs === 0) return;
    const due = new AbortController();
    const ended = AbortSignal.any([due.signal, stop]);
    const full = (async () => {
      while (!this.#isFull() && !ended.aborted) await this.#arrival.wait(ended);
    })();
    await Promise.race([clock.sleepUntil(this.#windowStartMs + settings.windowMs, ended), full]);
    due.abort();
  }

  #isFull(): boolean {
    return (
      this.#queue.length >= this.#world.settings.batchSize ||
      this.#queuedBytes >= MAX_EVENT_BYTES - ENVELOPE_BYTES
    );
  }

  #takeBatch(): BatchItem[] {
    let bytes = ENVELOPE_BYTES;
    let count = 0;
    for (const { json } of this.#queue) {
      bytes += Buffer.byteLength(json) + 1;
      if (count > 0 && (count >= this.#world.settings.batchSize || bytes > MAX_EVENT_BYTES)) break;
      count += 1;
    }
    const batch = this.#queue.splice(0, count);
    this.#queuedBytes = this.#queue.reduce((sum, { json }) => sum + json.length + 1, 0);
    this.#windowStartMs = this.#world.clock.nowMs();
    return batch;
  }

  /** One try at the first piece. */
  async #advance(): Promise<void> {
    const piece = this.#withoutAged(this.#pieces.shift());
    if (piece === undefined) return;
    this.#pieces.unshift(piece);
    const reply = await this.#world.invoke(toEvent(piece.items));
    if (this.#world.stop.aborted) return;
    if (reply === 'not-run') return this.#backOff(0);
    const verdict = judgeReply(reply, piece.items, this.#world.settings.reportsItemFailures);
    this.#pieces.shift();
    if (verdict.kind === 'done') return;
    const index = verdict.kind === 'failed-from' ? verdict.index : 0;
    const rest = this.#remainder(piece, index);
    this.#pieces.unshift(...rest);
    this.#world.progressed();
    if (rest.length > 0) await this.#backOff(rest[0]?.failedCount ?? 0);
  }

  /** What is tried again after a failure at `index`. Cutting a batch spends no retry, as on Lambda. */
  #remainder({ items, invokeCount, failedCount }: Piece, index: number): Piece[] {
    const left = items.slice(index);
    const { isBisecting, maxRetries } = this.#world.settings;
    const tried = { invokeCount: invokeCount + 1, failedCount };
    if (isBisecting && index > 0) return [{ items: left, ...tried }];
    if (isBisecting && left.length > 1) {
      const middle = Math.ceil(left.length / 2);
      return [
        { items: left.slice(0, middle), ...tried },
        { items: left.slice(middle), ...tried },
      ];
    }
    if (failedCount + 1 > maxRetries) {
      this.#world.discard(left, 'RetryAttemptsExhausted', invokeCount + 1);
      return [];
    }
    return [{ items: left, invokeCount: invokeCount + 1, failedCount: failedCount + 1 }];
  }

  #withoutAged(piece: Piece | undefined): Piece | undefined {
    if (piece === undefined) return undefined;
    const oldestMs = this.#world.clock.nowMs() - this.#world.settings.maxAgeMs;
    const aged = piece.items.filter(({ arrivedAtMs }) => arrivedAtMs < oldestMs);
    if (aged.length === 0) return piece;
    this.#world.discard(aged, 'RecordAgeExceeded', piece.invokeCount);
    const items = piece.items.slice(aged.length);
    return items.length === 0 ? undefined : { ...piece, items };
  }

  async #backOff(failedCount: number): Promise<void> {
    const { clock, stop } = this.#world;
    await clock.sleep(
      Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.max(0, failedCount - 1)),
      stop,
    );
  }
}
