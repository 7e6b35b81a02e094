import type { CatalogueItem, StoredKind } from '#core/events/imports/catalogue-item.ts';

/** What the shop knows that is no person: products, stores, campaigns, coupons, prices. */
export interface CatalogueStore {
  /**
   * Keeps items; an item of the same kind and id is replaced. Of one id given twice, the later stays.
   * @throws UnavailableError if the store does not take them all; those it took stay.
   */
  put(items: readonly CatalogueItem[]): Promise<void>;
  /** The items that are there, by id. */
  get(kind: StoredKind, ids: readonly string[]): Promise<ReadonlyMap<string, CatalogueItem>>;
  /** Every item of a kind, by id ascending. */
  list(kind: StoredKind): AsyncIterable<CatalogueItem>;
}
