import type { Json, JsonObject } from '#core/kernel/json.ts';
import { checkMessage } from './check-message.ts';
import type { Message } from './message.ts';
import { type MessageLimits, STREAM_LIMITS } from './message-limits.ts';
import { mayHoldPersonalText } from './personal-prefilter.ts';
import { unwrapRefused } from './refused-message.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection-sentences.ts';
import { isRejection } from './validate-message.ts';

/** One message of a record: valid, or refused; `index` is its place. */
export type DecodedMessage =
  | { readonly kind: 'message'; readonly index: number; readonly message: Message }
  | {
      readonly kind: 'refused';
      readonly index: number;
      readonly rejection: Rejection;
      /** What was refused, ungated; undefined when the record could not be parsed at all. */
      readonly value: Json | undefined;
    };

/** What a stream record holds: one message or an array of them. */
export interface DecodedRecord {
  /** In the record's order; at least one. */
  readonly messages: readonly DecodedMessage[];
  /** False if it is certain that the privacy gate would change nothing in any of the messages. */
  readonly needsGate: boolean;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes and validates one record. Never throws, whatever the bytes. O(bytes). */
export function decodeRecord(bytes: Uint8Array, limits: MessageLimits = STREAM_LIMITS): DecodedRecord {
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    return whole(reject('not_utf8'));
  }
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return whole(reject('not_json'));
  }
  const reader = new RecordReader(limits, bytes.length > limits.maxMessageBytes);
  reader.read(value);
  return {
    messages: reader.messages,
    needsGate: reader.hasIdentifier || mayHoldPersonalText(text, bytes),
  };
}

function whole(rejection: Rejection): DecodedRecord {
  return { messages: [{ kind: 'refused', index: 0, rejection, value: undefined }], needsGate: false };
}

class RecordReader {
  readonly messages: DecodedMessage[] = [];
  hasIdentifier = false;
  readonly #limits: MessageLimits;
  readonly #mayBeTooLarge: boolean;

  constructor(limits: MessageLimits, mayBeTooLarge: boolean) {
    this.#limits = limits;
    this.#mayBeTooLarge = mayBeTooLarge;
  }

  read(value: Json): void {
    if (!Array.isArray(value)) this.#message(value, 0);
    else if (value.length === 0) this.#refuse(0, reject('not_a_message'), value);
    else for (let index = 0; index < value.length; index += 1) this.#message(value[index] as Json, index);
  }

  #message(value: Json, index: number): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.#refuse(index, reject('not_a_message'), value);
    }
    const object = value as JsonObject;
    const wrapped = unwrapRefused(object);
    if (wrapped !== undefined) return this.#refuse(index, wrapped.rejection, wrapped.message);
    const { result, hasIdentifier } = checkMessage(object, this.#limits, this.#mayBeTooLarge);
    this.hasIdentifier ||= hasIdentifier;
    if (isRejection(result)) this.#refuse(index, result, value);
    else this.messages.push({ kind: 'message', index, message: result });
  }

  #refuse(index: number, rejection: Rejection, value: Json): void {
    this.messages.push({ kind: 'refused', index, rejection, value });
  }
}
