import type { Absent } from './condition.ts';

/** One bucket of immutable or replaceable objects. Its promises are pinned by tests/contract/object-store.suite.ts. */
export interface ObjectStore {
  /**
   * Puts an object, whole or not at all.
   * @throws ConflictError if `condition` is given and an object with this key is stored.
   * @throws UnavailableError if the store does not answer: the write may or may not have happened.
   */
  put(key: string, body: Uint8Array, condition?: Absent): Promise<void>;
  /** The object's bytes, piece by piece; undefined if there is none. */
  get(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Keys that begin with `prefix`, in the order of their UTF-8 bytes. */
  list(prefix: string): AsyncIterable<string>;
  /** The distinct beginnings of keys under `prefix` (which ends in `/`) up to and including the next `/`, in order. */
  folders(prefix: string): AsyncIterable<string>;
}

/** All bytes of an object at once; undefined if there is none. For objects of known, small size. */
export async function readObject(store: ObjectStore, key: string): Promise<Uint8Array | undefined> {
  const pieces = await store.get(key);
  if (pieces === undefined) return undefined;
  const held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.length;
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of held) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
