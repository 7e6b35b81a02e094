import { randomUUID } from 'node:crypto';
import type { BatchItem } from './batch-item.ts';
import { toEvent } from './batch-item.ts';

export type DiscardReason = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface DiscardedBatch {
  readonly mappingId: string;
  readonly shardId: string;
  readonly streamArn: string;
  readonly functionArn: string;
  readonly reason: DiscardReason;
  readonly invokeCount: number;
  readonly items: readonly BatchItem[];
  readonly atMs: number;
}

/** The object that Lambda writes to an S3 failure destination, whole records included, and its key. */
export function failureRecord(batch: DiscardedBatch): { key: string; body: Buffer } {
  const { items, shardId, streamArn, atMs } = batch;
  const iso = (ms: number | undefined): string => new Date(ms ?? 0).toISOString();
  const timestamp = iso(atMs);
  const second = timestamp.slice(0, 19).replaceAll(':', '.');
  const record = {
    requestContext: {
      requestId: randomUUID(),
      functionArn: batch.functionArn,
      condition: batch.reason,
      approximateInvokeCount: batch.invokeCount,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp,
    KinesisBatchInfo: {
      shardId,
      startSequenceNumber: items[0]?.sequenceNumber,
      endSequenceNumber: items.at(-1)?.sequenceNumber,
      approximateArrivalOfFirstRecord: iso(items[0]?.arrivedAtMs),
      approximateArrivalOfLastRecord: iso(items.at(-1)?.arrivedAtMs),
      batchSize: items.length,
      streamArn,
    },
    payload: toEvent(items),
  };
  const day = timestamp.slice(0, 10).replaceAll('-', '/');
  const key = `aws/lambda/${batch.mappingId}/${shardId}/${day}/${second}-${randomUUID()}`;
  return { key, body: Buffer.from(JSON.stringify(record)) };
}
