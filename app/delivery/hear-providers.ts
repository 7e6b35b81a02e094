import type { EventStream, StreamRecord } from '#app/ports/event-stream.ts';
import type { JsonObject } from '#core/kernel/json.ts';

/** What a provider says of one message, as its service puts it. */
export interface ProviderReport {
  /** Unique for this report, the same whenever it comes again. */
  readonly reportId: string;
  readonly customerKey: string;
  readonly messageKey: string;
  readonly channel: 'email' | 'sms';
  readonly kind: 'delivered' | 'bounced' | 'failed' | 'complained';
  /** The service's word for why; empty where it says nothing. */
  readonly reason: string;
  readonly atMs: number;
}

const EVENT_NAMES = {
  delivered: 'Message Delivered',
  bounced: 'Email Bounced',
  failed: 'Message Failed',
  complained: 'Email Marked as Spam',
} as const;

const encoder = new TextEncoder();

/** What providers report goes through the stream like everything else that happens: settled, counted, kept in the lake. */
export async function hearProviders(
  stream: EventStream,
  reports: readonly ProviderReport[],
  nowMs: number,
): Promise<void> {
  await stream.put(reports.map((report) => recordOf(report, nowMs)));
}

function recordOf(report: ProviderReport, nowMs: number): StreamRecord {
  const { reportId, customerKey, messageKey, channel, kind, reason, atMs } = report;
  const properties: JsonObject = {
    message_key: messageKey,
    channel,
    ...(reason !== '' && { reason }),
  };
  const at = new Date(atMs).toISOString();
  const message = {
    ...{ type: 'track', event: EVENT_NAMES[kind], messageId: reportId, userId: customerKey },
    ...{ timestamp: at, sentAt: at, receivedAt: new Date(nowMs).toISOString() },
    properties,
    context: {},
  };
  // One message a record: the urgent lane's filter cannot see into arrays.
  return { partitionKey: customerKey, data: encoder.encode(JSON.stringify(message)) };
}
