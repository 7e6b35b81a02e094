import type { ObjectStore } from '#app/ports/object-store.ts';
import { ConflictError } from '#core/kernel/errors.ts';

/** A bucket in this process. */
export function createMemoryObjectStore(): ObjectStore {
  const objects = new Map<string, Uint8Array>();
  const keysUnder = (prefix: string) =>
    [...objects.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

  return {
    async put(key, body, condition) {
      await Promise.resolve();
      if (condition !== undefined && objects.has(key))
        throw new ConflictError('an object with this key is stored');
      objects.set(key, Uint8Array.from(body));
    },
    async get(key) {
      await Promise.resolve();
      const body = objects.get(key);
      return body === undefined ? undefined : once(Uint8Array.from(body));
    },
    async *list(prefix) {
      await Promise.resolve();
      yield* keysUnder(prefix);
    },
    async *folders(prefix) {
      await Promise.resolve();
      const inside = keysUnder(prefix).filter((key) => key.includes('/', prefix.length));
      yield* new Set(inside.map((key) => key.slice(0, key.indexOf('/', prefix.length) + 1)));
    },
  };
}

async function* once(piece: Uint8Array): AsyncIterable<Uint8Array> {
  yield piece;
}
