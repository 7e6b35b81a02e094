import type { PlannedMessage } from '#core/plan/planned-message.ts';

/** The messages of one minute and one share of the persons. */
export interface DueShard {
  /** UTC epoch ms of the minute. */
  readonly minuteMs: number;
  /** 0 … `DUE_SHARDS` − 1. */
  readonly shard: number;
  /** Changes whenever messages are added. */
  readonly stamp: string;
}

/**
 * What is to be sent, by minute and shard. A shard stays open until a worker has brought every message in it to its
 * end, so that a late or killed worker's minute is found again. Its promises are pinned by
 * tests/contract/due-index.suite.ts.
 */
export interface DueIndex {
  /** Puts messages under their minute and opens their shards; putting the same again changes nothing that counts. */
  put(messages: readonly PlannedMessage[]): Promise<void>;
  /** Open shards due at or before this instant, oldest first. */
  open(untilMs: number): Promise<readonly DueShard[]>;
  /** The messages of a shard, read consistently, by message key. */
  read(shard: DueShard): AsyncIterable<PlannedMessage>;
  /** Takes an open shard until `untilMs`; false if another has it or it was closed. Saves work; claims decide. */
  lease(shard: DueShard, untilMs: number): Promise<boolean>;
  /** Gives a leased shard back before its time. */
  release(shard: DueShard): Promise<void>;
  /** Closes a shard; false if messages were added since it was listed, and it stays open. */
  close(shard: DueShard): Promise<boolean>;
}
