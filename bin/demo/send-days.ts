import { StreamRecords } from '#app/events/stream-records.ts';
import type { EventStream, StreamRecord } from '#app/ports/event-stream.ts';
import type { Message } from '#core/events/message.ts';
import type { Brand, Delivery } from '#demo/index.ts';
import { drain, setClock } from './gateway-clock.ts';

const DAY_MS = 86_400_000;

/**
 * What a collector at the edge of the shop does: it says when it received each message, and puts those of one customer
 * into one record, as the front door does. Garbage goes on as it is, alone.
 */
export function recordsOf(deliveries: readonly Delivery[]): readonly StreamRecord[] {
  const records = new StreamRecords();
  for (const { json, partitionKey, receivedMs } of deliveries) {
    const message = readMessage(json);
    if (message === undefined) records.addAlone(partitionKey, json);
    else records.add(partitionKey, { ...message, receivedAt: new Date(receivedMs).toISOString() });
  }
  return records.toRecords();
}

function readMessage(json: string): Message | undefined {
  try {
    const message: unknown = JSON.parse(json);
    const isMessage = typeof message === 'object' && message !== null && !Array.isArray(message);
    return isMessage ? (message as Message) : undefined;
  } catch {
    return undefined;
  }
}

/** Sends days of the brand one after the other, each at its own evening, and waits until it is folded. */
export async function sendDays(
  brand: Brand,
  days: { readonly from: number; readonly to: number },
  options: {
    readonly stream: EventStream;
    readonly endpoint: string;
    readonly signal: AbortSignal;
    readonly onDay: (day: number, sentCount: number) => void;
  },
): Promise<number> {
  let sentCount = 0;
  for (let day = days.from; day < days.to && !options.signal.aborted; day += 1) {
    const deliveries = brand.eventsOfDay(day);
    await setClock(options.endpoint, brand.startMs + (day + 1) * DAY_MS);
    await options.stream.put(recordsOf(deliveries));
    await drain(options.endpoint, options.signal);
    sentCount += deliveries.length;
    options.onDay(day + 1, sentCount);
  }
  return sentCount;
}
