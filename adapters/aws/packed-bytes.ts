/** Appends to one buffer that is kept: small integers take seven bits a byte, least first, so most counts one byte. */
export class ByteWriter {
  /** What was written lies before `length`. */
  bytes: Buffer = Buffer.alloc(4096);
  length = 0;

  /** Makes room for so many bytes more. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.alloc(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  /** A non-negative safe integer. */
  integer(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      // A shift would cut what is above 31 bits.
      rest = rest < 0x8000_0000 ? rest >>> 7 : Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Some bytes as they are; how many is for the caller to say. */
  copy(values: Uint8Array, start = 0, end = values.length): void {
    this.reserve(end - start);
    for (let index = start; index < end; index += 1)
      this.bytes[this.length + index - start] = values[index] as number;
    this.length += end - start;
  }

  /** The bytes written, as a copy, and an empty writer. */
  take(): Uint8Array {
    const taken = Buffer.allocUnsafe(this.length);
    this.bytes.copy(taken, 0, 0, this.length);
    this.length = 0;
    return taken;
  }
}

/** Reads what `ByteWriter` wrote. */
export class ByteReader {
  readonly bytes: Uint8Array;
  at: number;
  #latin: string | undefined;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Some bytes as text, if they are all ASCII: cutting a text is ten times faster than making one of bytes. */
  ascii(start: number, end: number): string | undefined {
    for (let at = start; at < end; at += 1) if ((this.bytes[at] ?? 0) > 0x7f) return undefined;
    this.#latin ??= this.buffer(0, this.bytes.length).toString('latin1');
    return this.#latin.slice(start, end);
  }

  /** A view of some bytes. */
  buffer(start: number, end: number): Buffer {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, end - start);
  }

  byte(): number {
    const value = this.bytes[this.at] ?? 0;
    this.at += 1;
    return value;
  }

  integer(): number {
    let value = 0;
    let scale = 1;
    let part = this.byte();
    while (part > 0x7f) {
      value += (part & 0x7f) * scale;
      scale *= 0x80;
      part = this.byte();
    }
    return value + part * scale;
  }
}

const HASH_BYTES = 6;

/** 48-bit hashes, six bytes each, the greatest first. */
export function packHashes(hashes: readonly number[]): Uint8Array {
  const bytes = Buffer.allocUnsafe(hashes.length * HASH_BYTES);
  let at = 0;
  for (const hash of hashes) {
    const high = Math.floor(hash / 0x1_0000_0000);
    const low = hash - high * 0x1_0000_0000;
    bytes[at] = high >>> 8;
    bytes[at + 1] = high;
    bytes[at + 2] = low >>> 24;
    bytes[at + 3] = low >>> 16;
    bytes[at + 4] = low >>> 8;
    bytes[at + 5] = low;
    at += HASH_BYTES;
  }
  return bytes;
}

/** Reads what `packHashes` wrote. */
export function unpackHashes(bytes: Uint8Array): readonly number[] {
  const hashes: number[] = [];
  const byte = (at: number): number => bytes[at] as number;
  for (let at = 0; at + HASH_BYTES <= bytes.length; at += HASH_BYTES) {
    const high = byte(at) * 0x100 + byte(at + 1);
    const low = ((byte(at + 2) << 24) | (byte(at + 3) << 16) | (byte(at + 4) << 8) | byte(at + 5)) >>> 0;
    hashes.push(high * 0x1_0000_0000 + low);
  }
  return hashes;
}

/** A decimal text of any length as big-endian bytes; what is no plain number stays text. */
export function packDecimal(digits: string): Uint8Array | string {
  if (!/^(?:0|[1-9]\d*)$/.test(digits)) return digits;
  const hex = BigInt(digits).toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

/** Reads what `packDecimal` wrote. */
export function unpackDecimal(packed: Uint8Array | string): string {
  if (typeof packed === 'string') return packed;
  let hex = '0x';
  for (const byte of packed) hex += HEX[byte];
  return BigInt(hex).toString();
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Counts of which many are zero: a bit each, then the counts that are not zero. Nothing for all zero. */
export function packSparse(writer: ByteWriter, counts: readonly number[]): void {
  const start = writer.length;
  let isEmpty = true;
  for (let first = 0; first < counts.length; first += 8) {
    let bits = 0;
    for (let bit = 0; bit < 8; bit += 1) if ((counts[first + bit] ?? 0) > 0) bits |= 1 << bit;
    if (bits > 0) isEmpty = false;
    writer.byte(bits);
  }
  if (isEmpty) writer.length = start;
  else for (const count of counts) if (count > 0) writer.integer(count);
}

/** Reads what `packSparse` wrote; it ends at `end`. */
export function unpackSparse(reader: ByteReader, end: number, length: number): number[] {
  const counts: number[] = [];
  for (let index = 0; index < length; index += 1) counts.push(0);
  if (reader.at === end) return counts;
  const start = reader.at;
  reader.at += Math.ceil(length / 8);
  for (let group = 0; group * 8 < length; group += 1) {
    const bits = reader.bytes[start + group] ?? 0;
    for (let bit = 0; bits >> bit > 0; bit += 1) {
      if ((bits >> bit) & 1) counts[group * 8 + bit] = reader.integer();
    }
  }
  return counts;
}
