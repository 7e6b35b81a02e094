import type { Touch } from '#core/profiles/touch.ts';
import { ByteReader, ByteWriter } from './packed-bytes.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const nothing = new Uint8Array();

function sharedLength(left: Uint8Array, right: Uint8Array): number {
  let length = 0;
  while (length < left.length && length < right.length && left[length] === right[length]) length += 1;
  return length;
}

/** Most keys are short ASCII, for which the general encoder and decoder take ten times as long. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return encoder.encode(text);
    bytes[index] = code;
  }
  return bytes;
}

function textOf(bytes: Uint8Array): string {
  for (const byte of bytes) if (byte > 0x7f) return decoder.decode(bytes);
  return String.fromCharCode(...bytes);
}

/**
 * Touches, newest first, each by what differs from the one before: the seconds between, and the end of its key
 * (products of a shop begin alike). Eight bytes where a tuple takes thirteen, and bytes per write are the bill.
 * @param lastSeconds not before the newest touch.
 */
export function packTouches(touches: readonly Touch[], lastSeconds: number): Uint8Array {
  const writer = new ByteWriter();
  let previousSeconds = lastSeconds;
  let previousKey: Uint8Array = nothing;
  for (const { key, kind, atSeconds } of touches) {
    const bytes = bytesOf(key);
    const shared = sharedLength(previousKey, bytes);
    writer.integer(previousSeconds - atSeconds);
    writer.byte(kind);
    writer.integer(shared);
    writer.integer(bytes.length - shared);
    writer.bytes(bytes.subarray(shared));
    previousSeconds = atSeconds;
    previousKey = bytes;
  }
  return writer.toBytes();
}

/** Reads what `packTouches` wrote. */
export function unpackTouches(bytes: Uint8Array | undefined, lastSeconds: number): readonly Touch[] {
  const reader = new ByteReader(bytes ?? nothing);
  const touches: Touch[] = [];
  let atSeconds = lastSeconds;
  let previousKey: Uint8Array = nothing;
  while (reader.hasMore) {
    atSeconds -= reader.integer();
    const kind = reader.byte();
    const shared = reader.integer();
    const rest = reader.bytes(reader.integer());
    const key = new Uint8Array(shared + rest.length);
    key.set(previousKey.subarray(0, shared));
    key.set(rest, shared);
    touches.push({ key: textOf(key), kind, atSeconds });
    previousKey = key;
  }
  return touches;
}
