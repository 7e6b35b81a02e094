import type { Rejection, RejectionReason } from '#core/events/rejection.ts';

/** A message refused, kept until its cause is mended. */
export interface QuarantineEntry extends Rejection {
  /** `<shardId>:<sequenceNumber>:<index>`: the same message is kept once, however often it is delivered. */
  readonly id: string;
  readonly shardId: string;
  readonly sequenceNumber: string;
  /** Position inside the record; 0 for a record that holds one message or cannot be parsed. */
  readonly index: number;
  /** `[withheld]` where a direct producer wrote an address or a number of a person. */
  readonly partitionKey: string;
  readonly arrivedAtMs: number;
  /** The message as the privacy gate passed it, or the raw bytes (base64) when it cannot be parsed. */
  readonly body:
    | { readonly kind: 'json'; readonly text: string }
    | { readonly kind: 'bytes'; readonly base64: string };
  readonly replayedAtMs?: number;
}

/** The declared, encrypted, expiring store of what was refused. */
export interface Quarantine {
  /**
   * Keeps entries; an id that is there already is left as it is.
   * @throws UnavailableError if any of them may not have been kept; the others may have been.
   */
  put(entries: readonly QuarantineEntry[]): Promise<void>;
  /** Newest day first, and within a day the newest record of each shard first; `reason` narrows, `limit` ends it. */
  list(filter?: {
    readonly reason?: RejectionReason;
    readonly limit?: number;
  }): AsyncIterable<QuarantineEntry>;
  /** Marks an entry as replayed; false if it was marked already. */
  markReplayed(entry: QuarantineEntry, atMs: number): Promise<boolean>;
}
