import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ObjectStore } from '#app/ports/object-store.ts';

/** Every line of every object whose key begins with `prefix`, without holding an object whole. */
export async function* readObjectLines(objects: ObjectStore, prefix: string): AsyncIterable<string> {
  for await (const key of objects.list(prefix)) {
    const body = await objects.get(key);
    if (body === undefined) continue;
    const lines = createInterface({ input: Readable.from(body), crlfDelay: Number.POSITIVE_INFINITY });
    for await (const line of lines) if (line !== '') yield line;
  }
}
