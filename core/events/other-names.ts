import type { Json, JsonObject } from '#core/kernel/json.ts';
import { isIdentifierHash } from './identifier.ts';
import type { Message } from './message.ts';

/** Where a message says what its hashes are under the tenant's other keys: `{"k1.…": ["k2.…"]}`. */
const ALSO_HASHED = 'alsoHashed';

/** Other names of one hash that are believed: a rotation has two keys, not a dozen. */
const NAMES_KEPT = 3;

/** The message with the other names of its hashes noted in its context. */
export function withOtherNames(message: Message, names: ReadonlyMap<string, readonly string[]>): Message {
  const noted = { ...objectAt(message.context, ALSO_HASHED), ...Object.fromEntries(names) };
  return { ...message, context: { ...message.context, [ALSO_HASHED]: noted } };
}

/** The message without what its sender says about names: only who has the keys knows. The same object if it says nothing. */
export function withoutOtherNames(message: Message): Message {
  if (message.context?.[ALSO_HASHED] === undefined) return message;
  const kept = Object.entries(message.context).filter(([name]) => name !== ALSO_HASHED);
  return { ...message, context: Object.fromEntries(kept) };
}

/** What else a hash of an event with this context is called; empty outside a rotation. */
export function otherNames(context: JsonObject, hash: string): readonly string[] {
  const noted = objectAt(context, ALSO_HASHED);
  const names = noted !== undefined && Object.hasOwn(noted, hash) ? noted[hash] : undefined;
  if (!Array.isArray(names)) return [];
  const hashes = (names as readonly Json[]).filter((name) => typeof name === 'string');
  return hashes.filter(isIdentifierHash).slice(0, NAMES_KEPT);
}

function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object?.[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}
