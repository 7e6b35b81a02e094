import type { AttributeValue, Condition } from './condition.ts';

/** One stored item, its key attributes included. Attributes that are undefined are not stored. */
export type Item = Readonly<Record<string, AttributeValue | undefined>>;

/** The key attributes of one item, by name. */
export type ItemKey = Readonly<Record<string, string>>;

/** Names of a table's key attributes; both hold strings. */
export interface TableSchema {
  readonly partitionKey: string;
  readonly sortKey?: string;
}

/**
 * A table of single items with conditional writes: all that the stores need of DynamoDB. No transactions, no
 * secondary index. Its promises are pinned by tests/contract/table.suite.ts.
 */
export interface Table {
  readonly schema: TableSchema;
  /**
   * The stored items of these keys, read consistently, in no particular order; keys that are not stored are left
   * out, repeated keys come once.
   * @throws UnavailableError if the store does not answer for all of them.
   */
  get(keys: readonly ItemKey[]): Promise<readonly Item[]>;
  /**
   * Replaces the whole item.
   * @throws ConflictError if the stored item does not meet `condition`.
   * @throws UnavailableError if the store does not answer: the write may or may not have happened.
   */
  put(item: Item, condition?: Condition): Promise<void>;
  /**
   * Removes the item; removing what is not there succeeds.
   * @throws ConflictError if the stored item does not meet `condition`.
   */
  remove(key: ItemKey, condition?: Condition): Promise<void>;
  /** Every item with this partition key, by sort key ascending, read consistently. */
  query(partition: string): AsyncIterable<Item>;
  /** The keys of every item, in no particular order; items written meanwhile may be missing. */
  keys(): AsyncIterable<ItemKey>;
}
