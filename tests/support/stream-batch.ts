/** A Kinesis batch as a function is handed it: JSON bodies under their partition keys, all arrived at one second. */
export const streamBatch = (
  arrivedAtS: number,
  ...messages: readonly (readonly [partitionKey: string, body: unknown])[]
) => ({
  Records: messages.map(([partitionKey, body], index) => ({
    eventID: `shardId-0:${index + 1}`,
    kinesis: {
      partitionKey,
      sequenceNumber: String(index + 1),
      data: Buffer.from(JSON.stringify(body)).toString('base64'),
      approximateArrivalTimestamp: arrivedAtS,
    },
  })),
});
