import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { MovedClock } from '../clock/moved-clock.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import { evaluatePrefix, formatTimestamp } from './object-key.ts';

const compress = promisify(gzip);
const FRAME_BYTES = 4;

export interface DeliveryStreamOptions {
  readonly name: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly fileExtension: string | undefined;
  readonly isGzip: boolean;
  readonly intervalMs: number;
  readonly sizeBytes: number;
}

interface Buffered {
  readonly path: string;
  readonly id: string;
  readonly firstAtMs: number;
  bytes: number;
}

export interface DeliveryStreamPlaces {
  readonly folder: string;
  readonly store: ObjectStore;
  readonly clock: MovedClock;
}

/**
 * A delivery stream with an S3 destination. Records are appended to the open buffer's file before the
 * answer. The object's key follows from the buffer's own name, so a flush that a kill interrupts writes
 * the same object again, never a second one.
 */
export class DeliveryStream {
  readonly options: DeliveryStreamOptions;
  readonly #places: DeliveryStreamPlaces;
  #open: Buffered | undefined;
  readonly #stop = new AbortController();
  readonly #delivering = new Set<Promise<void>>();

  constructor(options: DeliveryStreamOptions, places: DeliveryStreamPlaces) {
    this.options = options;
    this.#places = places;
    mkdirSync(places.folder, { recursive: true });
    const kept = readdirSync(places.folder)
      .sort()
      .map((name) => reopen(places.folder, name));
    for (const buffered of kept) this.#deliver(buffered);
  }

  put(records: readonly Buffer[]): void {
    const { clock } = this.#places;
    this.#open ??= this.#start(clock.nowMs());
    const bytes = records.reduce((sum, record) => sum + record.length, 0);
    const frame = Buffer.allocUnsafe(FRAME_BYTES);
    frame.writeUInt32BE(bytes);
    appendFileSync(this.#open.path, Buffer.concat([frame, ...records]));
    this.#open.bytes += bytes;
    if (this.#open.bytes >= this.options.sizeBytes) this.#deliverOpen();
  }

  /** Delivers what is buffered now. */
  async flush(): Promise<void> {
    this.#deliverOpen();
    await Promise.all(this.#delivering);
  }

  get bufferedBytes(): number {
    return this.#open?.bytes ?? 0;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#delivering);
  }

  #deliverOpen(): void {
    if (this.#open === undefined) return;
    const buffered = this.#open;
    this.#open = undefined;
    this.#deliver(buffered);
  }

  #deliver(buffered: Buffered): void {
    const delivery = this.#flush(buffered).finally(() => this.#delivering.delete(delivery));
    this.#delivering.add(delivery);
  }

  #start(nowMs: number): Buffered {
    const id = randomUUID();
    const buffered = {
      path: join(this.#places.folder, `${nowMs}_${id}.buffer`),
      id,
      firstAtMs: nowMs,
      bytes: 0,
    };
    void this.#places.clock.sleepUntil(nowMs + this.options.intervalMs, this.#stop.signal).then(() => {
      if (this.#open === buffered && !this.#stop.signal.aborted) this.#deliverOpen();
    });
    return buffered;
  }

  async #flush({ path, id, firstAtMs }: Buffered): Promise<void> {
    const body = unframe(readFileSync(path));
    const { name, bucket, prefix, isGzip, fileExtension } = this.options;
    const time = formatTimestamp('yyyy-MM-dd-HH-mm-ss', firstAtMs);
    const extension = fileExtension ?? (isGzip ? '.gz' : '');
    const key = `${evaluatePrefix(prefix, firstAtMs, id)}${name}-1-${time}-${id}${extension}`;
    this.#places.store.put(bucket, key, isGzip ? await compress(body) : body, {
      modifiedAtMs: this.#places.clock.nowMs(),
      contentType: 'application/octet-stream',
    });
    rmSync(path, { force: true });
  }
}

function reopen(folder: string, name: string): Buffered {
  const [firstAtMs = '0', id = ''] = name.replace(/\.buffer$/, '').split('_');
  const path = join(folder, name);
  return { path, id, firstAtMs: Number(firstAtMs), bytes: statSync(path).size };
}

/** The bytes of all whole puts; one that a kill tore was never acknowledged. */
function unframe(content: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + FRAME_BYTES <= content.length; ) {
    const end = at + FRAME_BYTES + content.readUInt32BE(at);
    if (end > content.length) break;
    parts.push(content.subarray(at + FRAME_BYTES, end));
    at = end;
  }
  return Buffer.concat(parts);
}
