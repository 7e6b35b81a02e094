import { hash48 } from '#core/kernel/hash.ts';
import type { Occasion } from './occasion.ts';
import type { TriggerKind } from './trigger-rules.ts';

/**
 * The occurrence of a triggered message: the rule, and the occasion's id as 12 hex digits, since an app's message id
 * may be long and hold slashes. The same occasion always gives the same key, so that one claim at most succeeds.
 */
export function triggerKeyOf(kind: TriggerKind, { id }: Pick<Occasion, 'id'>): string {
  return `${kind}:${hash48(id).toString(16).padStart(12, '0')}`;
}

/** Is this the occurrence of a triggered message? Dates and `once` hold no colon. */
export function isTriggerKey(occurrence: string): boolean {
  return occurrence.includes(':');
}
