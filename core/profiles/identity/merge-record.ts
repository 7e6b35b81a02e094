import { compareText } from '../consent.ts';

/** Why two customer keys are thought to be one person. */
export interface Evidence {
  /**
   * `manual`: somebody merged them; `rotation`: one address as customer id, under two hashing keys; the others name
   * what both keys showed.
   */
  readonly kind: 'device' | 'alias' | 'email' | 'phone' | 'loyalty' | 'manual' | 'rotation';
  /** The identifier as stored, e.g. `email:k1.…`; for `manual`, who did it and why; for `rotation`, the older key. */
  readonly note: string;
}

/**
 * What is decided about one pair of customer keys. `open` and `undoing` are under way; the others are final, except
 * that what is merged can be undone. What is undone stays so: the same evidence never merges again.
 */
export type MergeState = 'open' | 'merged' | 'refused' | 'undoing' | 'undone';

/** A merge as an event of its own: readable later, and taken back by its id. */
export interface MergeRecord {
  readonly mergeId: string;
  /** The two customer keys, the smaller first. */
  readonly keys: readonly [string, string];
  readonly evidence: Evidence;
  /** When it was asked for, UTC epoch ms. */
  readonly atMs: number;
  readonly state: MergeState;
  /** Why it was refused or undone, else empty. */
  readonly reason: string;
}

/** The two keys, the smaller first. */
export function sortedPair(a: string, b: string): readonly [string, string] {
  return compareText(a, b) <= 0 ? [a, b] : [b, a];
}
