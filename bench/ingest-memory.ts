import { readFileSync } from 'node:fs';
import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import { createRealIngest } from '#tests/support/real-ingest.ts';

/**
 * Memory of one batch as large as Lambda hands over: 10,000 records, 6 MB. Prints one line of JSON: records, bytes,
 * accepted events, resident memory before the batch and at its peak (MiB), milliseconds.
 */
const RECORDS = 10_000;
const BYTES = 6_000_000;
const NOW_MS = Date.parse('2026-11-20T00:00:00Z');

function record(index: number): ArrivedRecord {
  const customer = `customer-${index % 4600}`;
  const message = {
    type: 'track',
    userId: customer,
    messageId: `message-${index}`,
    event: 'Product Viewed',
    timestamp: new Date(NOW_MS - 60_000 + index).toISOString(),
    receivedAt: new Date(NOW_MS - 50_000).toISOString(),
    properties: {
      product_id: `P-${index % 120}`,
      category: 'skincare/serum',
      price: 20_000,
      currency: 'KRW',
      note: '',
    },
    context: { library: { name: 'analytics.js', version: '2' }, locale: 'ko-KR', timezone: 'Asia/Seoul' },
  };
  const missing = BYTES / RECORDS - JSON.stringify(message).length;
  message.properties.note = 'n'.repeat(Math.max(0, missing));
  return {
    shardId: 'shardId-000000000000',
    sequenceNumber: `4954${String(index).padStart(52, '0')}`,
    partitionKey: customer,
    data: Buffer.from(JSON.stringify(message)),
    arrivedAtMs: NOW_MS,
  };
}

const MIB = 2 ** 20;
const { ingest } = createRealIngest({ nowMs: () => NOW_MS });
await ingest([record(0)]);
const records = Array.from({ length: RECORDS }, (_, index) => record(index + 1));
const beforeMiB = Math.round(process.memoryUsage.rss() / MIB);
const start = performance.now();
const { counts, failed } = await ingest(records);
console.log(
  JSON.stringify({
    records: RECORDS,
    bytes: records.reduce((sum, { data }) => sum + data.length, 0),
    accepted: counts.total.EventsAccepted,
    failed: failed.length,
    beforeMiB,
    peakMiB: Math.round(peakKiB() / 1024),
    milliseconds: Math.round(performance.now() - start),
  }),
);

/** The kernel's own mark: what getrusage gives may be that of the process that started this one. */
function peakKiB(): number {
  const mark = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  return mark === null ? process.resourceUsage().maxRSS : Number(mark[1]);
}
