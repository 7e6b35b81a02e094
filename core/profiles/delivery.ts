/** How far one shard has been folded into an item. */
export interface ShardMark {
  readonly shardId: string;
  /** Decimal sequence number of the last record folded. */
  readonly sequenceNumber: string;
}

/** How far one imported file has been folded into an item. */
export interface ImportMark {
  /** Hash of the file's content. */
  readonly fileId: string;
  /** Highest row folded, counted from 1. */
  readonly row: number;
}

/**
 * What an item remembers so that nothing counts twice: no part of the folded state, and not the same in two
 * deliveries of the same events.
 */
export interface Delivery {
  /** The four shards seen last, newest last. */
  readonly shardMarks: readonly ShardMark[];
  /** `hash48` of the 64 message ids accepted last, newest last. */
  readonly messageRing: readonly number[];
  /** The four files imported last, newest last. */
  readonly importMarks: readonly ImportMark[];
}

/** Before the first delivery. */
export const emptyDelivery: Delivery = { shardMarks: [], messageRing: [], importMarks: [] };
