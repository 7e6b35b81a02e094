import type { CustomerEvent } from './customer-event.ts';
import { decodeRecord } from './decode-record.ts';
import type { HashIdentifier } from './identifier.ts';
import { MESSAGE_LIMITS, type MessageLimits } from './message-limits.ts';
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

/** A message refused, as quarantine may hold it. */
export interface RefusedMessage {
  /** Position inside the record; 0 for a record that holds one message or cannot be parsed. */
  readonly index: number;
  readonly rejection: Rejection;
  /** The message's JSON text after the privacy gate; undefined when the record's bytes could not be parsed. */
  readonly json: string | undefined;
}

/** The events of one stream record, gated, with the messages that it refused. */
export interface ReadRecord {
  readonly events: readonly { readonly index: number; readonly event: CustomerEvent }[];
  readonly refused: readonly RefusedMessage[];
}

/** From a stream record's bytes to events: decode, validate, gate, settle the time. Never throws. */
export function readRecord(bytes: Uint8Array, settings: ReadSettings): ReadRecord {
  const { hash, arrivedMs, limits = MESSAGE_LIMITS } = settings;
  const { messages, refused, needsGate } = decodeRecord(bytes, limits);
  return {
    events: messages.map(({ index, message }) => ({
      index,
      event: toCustomerEvent(needsGate ? privacyGate(message, hash) : message, arrivedMs),
    })),
    refused: refused.map(({ index, rejection, value }) => ({
      index,
      rejection,
      json: value === undefined ? undefined : JSON.stringify(gateJson(cutDeep(value, limits.maxDepth), hash)),
    })),
  };
}
