import type { Touch } from '#core/profiles/touch.ts';
import type { ByteReader, ByteWriter } from './packed-bytes.ts';

/** A key's bytes and those of the key before it; kept, since a profile has some fifty keys. */
let current = Buffer.alloc(1024);
let previous = Buffer.alloc(1024);

/** Puts a key's bytes into `current`; most keys are short ASCII, for which a loop beats the general encoder. */
function setCurrent(key: string): number {
  if (key.length * 3 > current.length) current = Buffer.alloc(key.length * 6);
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    if (code > 0x7f) return current.write(key);
    current[index] = code;
  }
  return key.length;
}

function sharedLength(limit: number): number {
  let length = 0;
  while (length < limit && previous[length] === current[length]) length += 1;
  return length;
}

/**
 * Touches, newest first, each by what differs from the one before: the seconds between, and the end of its key
 * (products of a shop begin alike). Eight bytes where a tuple takes thirteen, and bytes per write are the bill.
 * @param lastSeconds not before the newest touch.
 */
export function packTouches(writer: ByteWriter, touches: readonly Touch[], lastSeconds: number): void {
  let previousSeconds = lastSeconds;
  let previousSize = 0;
  for (const { key, kind, atSeconds } of touches) {
    const size = setCurrent(key);
    const shared = sharedLength(Math.min(size, previousSize));
    writer.integer(previousSeconds - atSeconds);
    writer.byte(kind);
    writer.integer(shared);
    writer.integer(size - shared);
    writer.copy(current, shared, size);
    [previous, current] = [current, previous];
    previousSeconds = atSeconds;
    previousSize = size;
  }
}

/** Reads what `packTouches` wrote; it ends at `end`. */
export function unpackTouches(reader: ByteReader, end: number, lastSeconds: number): readonly Touch[] {
  const touches: Touch[] = [];
  let atSeconds = lastSeconds;
  let key = '';
  /** Bytes of the last key, if it is not ASCII. */
  let keyBytes: Buffer | undefined;
  while (reader.at < end) {
    atSeconds -= reader.integer();
    const kind = reader.byte();
    const shared = reader.integer();
    const restEnd = reader.integer() + reader.at;
    const rest = keyBytes === undefined ? reader.ascii(reader.at, restEnd) : undefined;
    if (rest === undefined) {
      const before = keyBytes ?? Buffer.from(key);
      const joined = Buffer.concat([before.subarray(0, shared), reader.buffer(reader.at, restEnd)]);
      key = joined.toString();
      keyBytes = joined.length === key.length ? undefined : joined;
    } else key = key.slice(0, shared) + rest;
    reader.at = restEnd;
    touches.push({ key, kind, atSeconds });
  }
  return touches;
}
