import { InputError } from '#core/kernel/errors.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import type { DocumentStore } from './document-store.ts';

/** One kind of document, typed: what this station wrote is what it reads. */
export interface Documents<T> {
  /** @throws InputError if there is none. */
  get(id: string): Promise<T>;
  find(id: string): Promise<T | undefined>;
  /** Changes a document, or makes it: reads, decides, writes if nobody wrote in between. @throws ConflictError if somebody did. */
  change(id: string, decide: (now: T | undefined) => T): Promise<T>;
  list(): AsyncIterable<T>;
}

/** Documents of a collection as values of T. `T` must be made of what JSON can carry. */
export function documentsOf<T extends object>(store: DocumentStore, collection: string): Documents<T> {
  const read = (value: JsonObject | undefined): T | undefined => value as unknown as T | undefined;
  const find = async (id: string): Promise<T | undefined> => read((await store.load(collection, id)).value);
  return {
    find,
    async get(id) {
      const found = await find(id);
      if (found !== undefined) return found;
      throw new InputError(`there is no ${collection} ${id}`, {
        details: { ko: `${collection} ${id} 이(가) 없습니다` },
      });
    },
    async change(id, decide) {
      const { value, version } = await store.load(collection, id);
      const next = decide(read(value));
      await store.save(collection, id, version, JSON.parse(JSON.stringify(next)) as JsonObject);
      return next;
    },
    async *list() {
      for await (const { value } of store.list(collection)) yield value as unknown as T;
    },
  };
}
