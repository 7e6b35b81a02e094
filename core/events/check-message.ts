import type { JsonObject } from '#core/kernel/json.ts';
import { inspectStructure } from './inspect-structure.ts';
import type { Message } from './message.ts';
import type { MessageLimits } from './message-limits.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection-sentences.ts';
import { validateMessage } from './validate-message.ts';

/** One parsed object judged: its bounds first, so that nothing after has to fear it, then its shape. */
export interface CheckedMessage {
  readonly result: Message | Rejection;
  /** Does a known place hold an identifier that is not hashed yet? */
  readonly hasIdentifier: boolean;
}

const ENCODER = new TextEncoder();

/**
 * Judges one object; ids in it are brought to text in place.
 * @param mayBeTooLarge False if what it was parsed from was within the limit, so that nobody need measure.
 */
export function checkMessage(
  object: JsonObject,
  limits: MessageLimits,
  mayBeTooLarge: boolean,
): CheckedMessage {
  const { rejection, hasIdentifier } = inspectStructure(object, limits);
  if (rejection !== undefined) return { result: rejection, hasIdentifier };
  const isTooLarge = mayBeTooLarge && ENCODER.encode(JSON.stringify(object)).length > limits.maxMessageBytes;
  return { result: isTooLarge ? reject('too_large') : validateMessage(object), hasIdentifier };
}
