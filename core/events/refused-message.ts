import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { HashIdentifier } from './identifier.ts';
import { MESSAGE_LIMITS } from './message-limits.ts';
import { gateJson } from './privacy-gate.ts';
import type { Expectation, Rejection, RejectionReason } from './rejection.ts';
import { EXPECTATIONS, reject, SENTENCES } from './rejection-sentences.ts';

/** The type of what the front door puts on the stream in place of a message that it refused. */
const REFUSED_TYPE = 'kairos.refused';

/**
 * A refused message on its way to quarantine: the stream is the one way in, so ingest alone writes to quarantine.
 * The message has passed the privacy gate; what lay deeper than the bound is cut.
 */
export function wrapRefused(message: Json, rejection: Rejection, hash: HashIdentifier): JsonObject {
  const { reason, path, expected } = rejection;
  return {
    type: REFUSED_TYPE,
    reason,
    path,
    ...(expected && { expected }),
    message: gateJson(cutDeep(message, MESSAGE_LIMITS.maxDepth), hash),
  };
}

/** The rejection and the message inside a wrapper; undefined for anything else. */
export function unwrapRefused(
  value: JsonObject,
): { readonly rejection: Rejection; readonly message: Json } | undefined {
  if (value['type'] !== REFUSED_TYPE) return undefined;
  const { reason, path, expected, message } = value;
  if (typeof reason !== 'string' || !Object.hasOwn(SENTENCES, reason)) return undefined;
  const rejection = reject(
    reason as RejectionReason,
    typeof path === 'string' && isHarmlessPath(path) ? path : '',
    typeof expected === 'string' && Object.hasOwn(EXPECTATIONS, expected)
      ? (expected as Expectation)
      : undefined,
  );
  return { rejection, message: message ?? null };
}

/** A value without what lies deeper than `depth`, so that what walks it afterwards is bounded. */
export function cutDeep(value: Json, depth: number): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '[too deep]';
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => cutDeep(item, depth - 1));
  const entries = Object.entries(value as JsonObject).map(
    ([key, inner]) => [key, cutDeep(inner ?? null, depth - 1)] as const,
  );
  // fromEntries defines, so that `__proto__` stays a key like any other.
  return Object.fromEntries(entries);
}

/** Anybody may write a wrapper to the stream: a path goes on only if it is one, and no place to hide a number in. */
function isHarmlessPath(path: string): boolean {
  return /^[\w.[\]…]{0,200}$/.test(path) && !/\d{6}/.test(path);
}
