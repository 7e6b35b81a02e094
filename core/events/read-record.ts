import type { CustomerEvent } from './customer-event.ts';
import { senderKeyOf } from './customer-key.ts';
import { type DecodedMessage, decodeRecord } from './decode-record.ts';
import type { HashIdentifier } from './identifier.ts';
import { stripLocationJson } from './location-signal.ts';
import { type MessageLimits, STREAM_LIMITS } from './message-limits.ts';
import { gateJson, privacyGate } from './privacy-gate.ts';
import { cutDeep } from './refused-message.ts';
import type { Rejection } from './rejection.ts';
import { toCustomerEvent } from './to-customer-event.ts';

/** What reading a record must know. */
export interface ReadSettings {
  readonly hash: HashIdentifier;
  /** When the stream took the record, UTC epoch ms. */
  readonly arrivedMs: number;
  readonly limits?: MessageLimits;
}

/** What became of one message of a record; `index` is its position, 0 for a record of one or one that cannot be parsed. */
export type ReadMessage =
  | {
      readonly kind: 'event';
      readonly index: number;
      readonly event: CustomerEvent;
      /** What the record's partition key must be: the customer key as the sender wrote it, before the gate. */
      readonly partitionKey: string;
    }
  | {
      readonly kind: 'refused';
      readonly index: number;
      readonly rejection: Rejection;
      /** The message's JSON text after the privacy gate, without positions; undefined when the record's bytes could not be parsed. */
      readonly json: string | undefined;
    };

/**
 * From a stream record's bytes to events, in the record's order: decode, validate, gate, settle the time.
 * Never throws, and every message comes out as one or the other.
 */
export function readRecord(bytes: Uint8Array, settings: ReadSettings): readonly ReadMessage[] {
  const limits = settings.limits ?? STREAM_LIMITS;
  const { messages, needsGate } = decodeRecord(bytes, limits);
  const bounded = { ...settings, limits };
  return messages.map((decoded) => readMessage(decoded, needsGate, bounded));
}

function readMessage(
  decoded: DecodedMessage,
  needsGate: boolean,
  { hash, arrivedMs, limits }: Required<ReadSettings>,
): ReadMessage {
  const { index } = decoded;
  if (decoded.kind === 'message') {
    const { message } = decoded;
    const event = toCustomerEvent(needsGate ? privacyGate(message, hash) : message, arrivedMs);
    return { kind: 'event', index, event, partitionKey: senderKeyOf(message) };
  }
  const { rejection, value } = decoded;
  if (value === undefined) return { kind: 'refused', index, rejection, json: undefined };
  const gated = stripLocationJson(gateJson(cutDeep(value, limits.maxDepth), hash));
  const json = JSON.stringify(gated);
  return { kind: 'refused', index, rejection, json };
}
