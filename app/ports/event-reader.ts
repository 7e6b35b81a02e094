/** One record as it arrived on the stream. */
export interface ArrivedRecord {
  readonly shardId: string;
  /** Decimal digits, up to 56 of them. */
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  /** The bytes as they were put: a JSON message or an array of them, plain or gzip. */
  readonly data: Uint8Array;
  /** When the stream took it, UTC epoch milliseconds. */
  readonly arrivedAtMs: number;
}

/** Reads the stream beside the functions that fold it; takes nothing away from them. */
export interface EventReader {
  /**
   * Every record of every shard, as it arrives, within a second or so; ends when `signal` aborts.
   * @param fromMs - start with what arrived at or after this instant; undefined: with what arrives from now on.
   * @throws UnavailableError when the stream keeps refusing.
   */
  read(fromMs: number | undefined, signal: AbortSignal): AsyncIterable<ArrivedRecord>;
}
