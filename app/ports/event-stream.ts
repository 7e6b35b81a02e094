/** One record to put: `data` is a JSON message or an array of messages of one customer. */
export interface StreamRecord {
  readonly partitionKey: string;
  readonly data: Uint8Array;
}

/** The stream that apps write to. */
export interface EventStream {
  /**
   * Puts all records, at most 500 and 5 MB a call; a refused record is put again, and order per partition key is
   * kept: no later record of a key is put before an earlier one is in.
   * @throws UnavailableError naming how many are not in, when the stream keeps refusing.
   */
  put(records: readonly StreamRecord[]): Promise<void>;
}
