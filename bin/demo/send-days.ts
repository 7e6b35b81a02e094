import type { EventStream, StreamRecord } from '#app/ports/event-stream.ts';
import type { Brand, Delivery } from '#demo/index.ts';
import { drain, setClock } from './gateway-clock.ts';

const DAY_MS = 86_400_000;
const encoder = new TextEncoder();

/** What a collector at the edge of the shop does: it says when it received the message. Garbage goes on as it is. */
export function recordOf({ json, partitionKey, receivedMs }: Delivery): StreamRecord {
  return { partitionKey, data: encoder.encode(stamped(json, new Date(receivedMs).toISOString())) };
}

function stamped(json: string, receivedAt: string): string {
  let message: unknown;
  try {
    message = JSON.parse(json);
  } catch {
    return json;
  }
  const isMessage = typeof message === 'object' && message !== null && !Array.isArray(message);
  return isMessage ? JSON.stringify({ ...(message as object), receivedAt }) : json;
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
    await options.stream.put(deliveries.map(recordOf));
    await drain(options.endpoint, options.signal);
    sentCount += deliveries.length;
    options.onDay(day + 1, sentCount);
  }
  return sentCount;
}
