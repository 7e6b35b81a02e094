import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';

/** A record as a consumer gets it; `data` stays base64 from the producer's call to the function's event. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  readonly data: string;
  /** Arrival on the moved clock, epoch milliseconds. */
  readonly arrivedAtMs: number;
}

interface Place {
  readonly offset: number;
  readonly bytes: number;
  readonly arrivedAtMs: number;
}

/** Sequence numbers have 56 digits, as AWS's may, so that code which takes them for numbers breaks at home. */
const SEQUENCE_PREFIX = '49';
const COUNTER_DIGITS = 30;

/**
 * One shard as one append-only file of JSON lines. A write has reached the operating system when `append`
 * returns, so it outlives `kill -9` (not a power cut); a line that a kill tore was never acknowledged and
 * is cut off on opening.
 */
export class ShardLog {
  readonly #file: number;
  readonly #places: Place[] = [];
  readonly #prefix: string;
  #end = 0;
  #forgotten = 0;

  /** @param salt up to 24 digits that no other shard of the stream has. */
  constructor(path: string, salt: string) {
    this.#prefix = `${SEQUENCE_PREFIX}${salt.padStart(24, '0')}`;
    const content = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    this.#file = openSync(path, content.length > 0 ? 'r+' : 'w+');
    this.#index(content);
    if (fstatSync(this.#file).size !== this.#end) ftruncateSync(this.#file, this.#end);
  }

  /** Number of records ever written; positions run from 0. */
  get length(): number {
    return this.#places.length;
  }

  sequenceAt(position: number): string {
    return this.#prefix + String(position).padStart(COUNTER_DIGITS, '0');
  }

  /** Position of a sequence number of this shard. */
  positionOf(sequenceNumber: string): number {
    return Number(sequenceNumber.slice(-COUNTER_DIGITS));
  }

  arrivedAtMs(position: number): number | undefined {
    return this.#places[position]?.arrivedAtMs;
  }

  /** Appends with one write and returns the sequence numbers. Arrival never runs backwards. */
  append(records: readonly { partitionKey: string; data: string }[], nowMs: number): string[] {
    const arrivedAtMs = Math.max(nowMs, this.#places.at(-1)?.arrivedAtMs ?? 0);
    const first = this.#places.length;
    const lines = records.map(({ partitionKey, data }, index) =>
      JSON.stringify({ sequenceNumber: this.sequenceAt(first + index), partitionKey, data, arrivedAtMs }),
    );
    const buffer = Buffer.from(`${lines.join('\n')}\n`);
    for (let written = 0; written < buffer.length; )
      written += writeSync(this.#file, buffer, written, buffer.length - written, this.#end + written);
    for (const line of lines) this.#place(Buffer.byteLength(line) + 1, arrivedAtMs);
    return lines.map((_line, index) => this.sequenceAt(first + index));
  }

  /** Up to `limit` records and `maxBytes` of their lines (but at least one) from `position` on. */
  read(position: number, limit: number, maxBytes: number): StreamRecord[] {
    const start = this.#places[position];
    if (start === undefined) return [];
    let count = 0;
    let bytes = 0;
    for (let place: Place | undefined = start; place !== undefined; place = this.#places[position + count]) {
      if (count > 0 && (count >= limit || bytes + place.bytes > maxBytes)) break;
      bytes += place.bytes;
      count += 1;
    }
    const buffer = Buffer.allocUnsafe(bytes);
    for (let read = 0; read < bytes; )
      read += readSync(this.#file, buffer, read, bytes - read, start.offset + read);
    return buffer
      .toString()
      .split('\n', count)
      .map((line) => JSON.parse(line) as StreamRecord);
  }

  /** First position that arrived at or after `atMs`. */
  firstSince(atMs: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[middle]?.arrivedAtMs ?? 0) < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Blanks what arrived before `atMs`: a record keeps its place, its number and the length of its line, and nothing of
   * what a producer put.
   */
  forgetBefore(atMs: number): void {
    const end = this.firstSince(atMs);
    for (; this.#forgotten < end; this.#forgotten += 1) {
      const { offset, bytes, arrivedAtMs } = this.#places[this.#forgotten] as Place;
      const sequenceNumber = this.sequenceAt(this.#forgotten);
      const empty = JSON.stringify({ sequenceNumber, partitionKey: '', data: '', arrivedAtMs });
      // The arrival stays the line's last field, by which it is found when the log is opened.
      const line = empty.replace('"data":""', `"data":"${' '.repeat(bytes - 1 - empty.length)}"`);
      writeSync(this.#file, line, offset);
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #index(content: Buffer): void {
    for (let end = content.indexOf(10); end >= 0; end = content.indexOf(10, this.#end)) {
      // The arrival is the line's last field: no need to parse megabytes of data to find it.
      const tail = content.toString('latin1', Math.max(this.#end, end - 40), end);
      this.#place(end + 1 - this.#end, Number(/"arrivedAtMs":(\d+)\}$/.exec(tail)?.[1] ?? 0));
    }
  }

  #place(bytes: number, arrivedAtMs: number): void {
    this.#places.push({ offset: this.#end, bytes, arrivedAtMs });
    this.#end += bytes;
  }
}
