import { hash48 } from '#core/kernel/hash.ts';
import { type Evidence, sortedPair } from './merge-record.ts';

/** Name of the merge of two customer keys on one piece of evidence: the same evidence never makes a second merge. */
export function mergeIdOf({ kind, note }: Evidence, keys: readonly [string, string]): string {
  const text = JSON.stringify([kind, note, ...sortedPair(...keys)]);
  // Twice 48 bits: one chance collision in 2^96 pairs, where 2^48 would see one within some millions of merges.
  return `m${hash48(text).toString(36)}.${hash48(`again ${text}`).toString(36)}`;
}
