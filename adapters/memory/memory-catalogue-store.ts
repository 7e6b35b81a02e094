import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { CatalogueItem } from '#core/events/imports/catalogue-item.ts';

/** The catalogue in memory, for simulations and tests. */
export function createMemoryCatalogueStore(): CatalogueStore {
  const kinds = new Map<string, Map<string, CatalogueItem>>();
  return {
    async put(items) {
      for (const item of items) {
        const items = kinds.get(item.kind) ?? new Map<string, CatalogueItem>();
        kinds.set(item.kind, items.set(item.id, structuredClone(item)));
      }
    },
    async get(kind, ids) {
      const items = ids.map((id) => kinds.get(kind)?.get(id)).filter((item) => item !== undefined);
      return new Map(items.map((item) => [item.id, structuredClone(item)]));
    },
    async *list(kind) {
      const items = [...(kinds.get(kind)?.values() ?? [])];
      const bytesOf = (item: CatalogueItem): Buffer => Buffer.from(item.id);
      yield* items
        .sort((a, b) => Buffer.compare(bytesOf(a), bytesOf(b)))
        .map((item) => structuredClone(item));
    },
  };
}
