import { describe, expect, it } from '@jest/globals';
import { groupRecords } from '#app/events/group-records.ts';
import { createStreamDecoder } from '#app/events/stream-decoder.ts';
import { testHash } from '#tests/identifier-hash.ts';

const entryUnder = (partitionKey: string) => {
  const place = { shardId: 's', sequenceNumber: '1', arrivedAtMs: 0 };
  const record = { ...place, partitionKey, data: Buffer.from('not json') };
  return groupRecords([record], createStreamDecoder(testHash)).refused[0]?.entry;
};

describe('groupRecords', () => {
  it('keeps no address that a direct producer wrote as partition key', () => {
    expect(entryUnder('kim@shop.kr')?.partitionKey).toBe('[withheld]');
    expect(entryUnder('010-1234-5678')?.partitionKey).toBe('[withheld]');
    expect(entryUnder('customer-17')?.partitionKey).toBe('customer-17');
  });
});
