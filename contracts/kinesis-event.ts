/** One record as an event source mapping hands it to a function. */
export interface KinesisEventRecord {
  /** `<shardId>:<sequenceNumber>`. */
  readonly eventID: string;
  readonly kinesis: {
    readonly partitionKey: string;
    /** Decimal digits, up to 56 of them. */
    readonly sequenceNumber: string;
    /** The record's bytes in base64. */
    readonly data: string;
    /** UTC epoch seconds, with a fraction. */
    readonly approximateArrivalTimestamp: number;
  };
}

/** A batch of the stream's records. */
export interface KinesisEvent {
  readonly Records: readonly KinesisEventRecord[];
}

/** Which records of a batch to deliver again: everything from the lowest one on comes again. */
export interface KinesisBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}
