/** Blocks of a LevelDB file as they were written: tables with their compression undone, logs with their frames taken off. */
export function levelBlocks(name: string, bytes: Buffer): Buffer[] {
  if (/\.(ldb|sst)$/.test(name)) return tableBlocks(bytes);
  return /\.log$|MANIFEST/.test(name) ? [unframed(bytes)] : [];
}

const FOOTER_BYTES = 48;
const MAGIC = 0xdb4775248b80fb57n;

/** Every data block that the index of a table names. */
function tableBlocks(bytes: Buffer): Buffer[] {
  if (bytes.length < FOOTER_BYTES || bytes.readBigUInt64LE(bytes.length - 8) !== MAGIC) return [];
  const footer = new Reader(bytes.subarray(bytes.length - FOOTER_BYTES));
  footer.handle(); // of the meta index
  const index = blockAt(bytes, footer.handle());
  const handles = entriesOf(index).map((value) => new Reader(value).handle());
  return [index, ...handles.map((handle) => blockAt(bytes, handle))];
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

/** A block is followed by a byte that says how it is compressed: 1 is Snappy. */
function blockAt(bytes: Buffer, { offset, size }: Handle): Buffer {
  const block = bytes.subarray(offset, offset + size);
  return bytes[offset + size] === 1 ? unsnapped(block) : block;
}

/** Values of a block's entries: shared and own length of the key, length of the value, own part of the key, value. */
function entriesOf(block: Buffer): Buffer[] {
  const restarts = block.readUInt32LE(block.length - 4);
  const reader = new Reader(block.subarray(0, block.length - 4 - 4 * restarts));
  const values: Buffer[] = [];
  while (!reader.isAtEnd()) {
    reader.varint();
    const [keyBytes, valueBytes] = [reader.varint(), reader.varint()];
    reader.take(keyBytes);
    values.push(reader.take(valueBytes));
  }
  return values;
}

/** A log comes in pages of 32 KB, each piece behind seven bytes of checksum, length and kind; a page's end may be empty. */
function unframed(bytes: Buffer): Buffer {
  const PAGE_BYTES = 32_768;
  const HEAD_BYTES = 7;
  const pieces: Buffer[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length; ) {
    const left = PAGE_BYTES - (at % PAGE_BYTES);
    const size = left < HEAD_BYTES ? 0 : bytes.readUInt16LE(at + 4);
    if (left < HEAD_BYTES || (size === 0 && bytes[at + 6] === 0)) at += left;
    else {
      pieces.push(bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + size));
      at += HEAD_BYTES + size;
    }
  }
  return Buffer.concat(pieces);
}

/** Snappy: literals and copies of what came before, told apart by the two low bits of a tag. */
function unsnapped(block: Buffer): Buffer {
  const reader = new Reader(block);
  const whole = Buffer.alloc(reader.varint());
  let end = 0;
  while (!reader.isAtEnd()) {
    const tag = reader.byte();
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >> 2;
      const size = 1 + (short < 60 ? short : reader.uint(short - 59));
      end += reader.take(size).copy(whole, end);
    } else {
      const size = kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
      const back = kind === 1 ? ((tag >> 5) << 8) | reader.byte() : reader.uint(kind === 2 ? 2 : 4);
      // A copy may reach into what it writes: byte by byte.
      for (let left = size; left > 0; left -= 1, end += 1) whole[end] = whole[end - back] ?? 0;
    }
  }
  return whole;
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    this.#at += 1;
    return this.#bytes[this.#at - 1] ?? 0;
  }

  uint(size: number): number {
    this.#at += size;
    return this.#bytes.readUIntLE(this.#at - size, size);
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  take(size: number): Buffer {
    this.#at += size;
    return this.#bytes.subarray(this.#at - size, this.#at);
  }

  handle(): Handle {
    return { offset: this.varint(), size: this.varint() };
  }
}
