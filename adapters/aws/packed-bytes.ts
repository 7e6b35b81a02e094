/** Appends small integers: seven bits a byte, least first; a count below 128 takes one byte. */
export class ByteWriter {
  #bytes = new Uint8Array(128);
  #length = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  /** A non-negative safe integer. */
  integer(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Bytes as they are; how many is for the caller to say. */
  bytes(values: Uint8Array): void {
    for (const value of values) this.byte(value);
  }

  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Reads what `ByteWriter` wrote. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get hasMore(): boolean {
    return this.#at < this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.#at] ?? 0;
    this.#at += 1;
    return value;
  }

  bytes(length: number): Uint8Array {
    const start = this.#at;
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
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

/** 48-bit hashes, six bytes each. */
export function packHashes(hashes: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  const view = new DataView(bytes.buffer);
  hashes.forEach((hash, index) => {
    view.setUint16(index * HASH_BYTES, Math.floor(hash / 0x1_0000_0000));
    view.setUint32(index * HASH_BYTES + 2, hash % 0x1_0000_0000);
  });
  return bytes;
}

/** Reads what `packHashes` wrote. */
export function unpackHashes(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hashes: number[] = [];
  for (let at = 0; at + HASH_BYTES <= bytes.length; at += HASH_BYTES)
    hashes.push(view.getUint16(at) * 0x1_0000_0000 + view.getUint32(at + 2));
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
  return BigInt(`0x${Buffer.from(packed).toString('hex')}`).toString();
}

/** Counts of which many are zero: a bit each, then the counts that are not zero. Nothing for all zero. */
export function packSparse(counts: readonly number[]): Uint8Array {
  const writer = new ByteWriter();
  if (counts.every((count) => count === 0)) return writer.toBytes();
  for (let start = 0; start < counts.length; start += 8) {
    let bits = 0;
    for (let bit = 0; bit < 8; bit += 1) if ((counts[start + bit] ?? 0) > 0) bits |= 1 << bit;
    writer.byte(bits);
  }
  for (const count of counts) if (count > 0) writer.integer(count);
  return writer.toBytes();
}

/** Reads what `packSparse` wrote. */
export function unpackSparse(bytes: Uint8Array, length: number): number[] {
  const counts: number[] = [];
  for (let index = 0; index < length; index += 1) counts.push(0);
  if (bytes.length === 0) return counts;
  const reader = new ByteReader(bytes);
  const bits = reader.bytes(Math.ceil(length / 8));
  for (let index = 0; index < length; index += 1) {
    if (((bits[index >> 3] ?? 0) >> (index & 7)) & 1) counts[index] = reader.integer();
  }
  return counts;
}
