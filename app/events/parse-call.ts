import type { MessageType } from '#core/events/message.ts';
import { MAX_REQUEST_BYTES, MESSAGE_LIMITS } from '#core/events/message-limits.ts';
import type { Rejection } from '#core/events/rejection.ts';
import { reject } from '#core/events/rejection-sentences.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';

/** One request's body, read: the messages with what the body says of all of them put into each. */
export interface ParsedCall {
  readonly writeKey: string | undefined;
  /** Anything: whether they are messages is judged one by one. */
  readonly messages: readonly Json[];
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The body of a call of Segment's HTTP API, or why the whole request is refused. */
export function parseCall(type: MessageType | 'batch', body: Uint8Array): ParsedCall | Rejection {
  const limit = type === 'batch' ? MAX_REQUEST_BYTES : MESSAGE_LIMITS.maxMessageBytes;
  if (body.length > limit) return reject('too_large');
  const parsed = parseJson(body);
  if ('reason' in parsed) return parsed;
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return reject('not_a_message');
  const { writeKey, ...content } = value as JsonObject;
  const named = typeof writeKey === 'string' ? writeKey : undefined;
  if (type !== 'batch') return { writeKey: named, messages: [{ ...content, type }] };
  const { batch } = content;
  if (!Array.isArray(batch)) return reject('missing_field', 'batch', 'list');
  return { writeKey: named, messages: (batch as readonly Json[]).map((item) => withEnvelope(item, content)) };
}

function parseJson(body: Uint8Array): { readonly value: Json } | Rejection {
  let text: string;
  try {
    text = UTF8.decode(body);
  } catch {
    return reject('not_utf8');
  }
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return reject('not_json');
  }
}

/** `sentAt` and `context` of the batch hold for each message; what a message says itself of its context comes first. */
function withEnvelope(item: Json, { sentAt, context }: JsonObject): Json {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  const message: Record<string, Json | undefined> = { ...(item as JsonObject) };
  // The browser's batching sender repeats the key in each message.
  delete message['writeKey'];
  const merged = isObject(context) && (message['context'] === undefined || isObject(message['context']));
  return {
    ...message,
    ...(sentAt !== undefined && { sentAt }),
    ...(merged && { context: { ...context, ...(message['context'] as JsonObject | undefined) } }),
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
