import type { Json, JsonObject } from '#core/kernel/json.ts';

/**
 * The content of a record with `receivedAt` on every message that has none: the stream's time of its first arrival.
 * What is put again keeps the time at which it was received, so that its own time comes out the same.
 */
export function stampReceived(content: Json, arrivedAtMs: number): Json {
  const receivedAt = new Date(arrivedAtMs).toISOString();
  const stamp = (message: Json): Json =>
    isObject(message) && message['receivedAt'] === undefined ? { ...message, receivedAt } : message;
  return Array.isArray(content) ? (content as readonly Json[]).map(stamp) : stamp(content);
}

/** The same for bytes; bytes that are no JSON stay as they are. */
export function stampReceivedBytes(data: Uint8Array, arrivedAtMs: number): Uint8Array {
  try {
    const content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data)) as Json;
    return new TextEncoder().encode(JSON.stringify(stampReceived(content, arrivedAtMs)));
  } catch {
    return data;
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
