import type { HashIdentifier, IdentifierKind } from '#core/events/identifier.ts';

export type { IdentifierKind };

/** Keyed hashes of identifiers: `keyId.HMAC-SHA-256(tenantKey, kind|normalised)`, base64url, e.g. `k1.3q2-7w…`. */
export interface KeyedHasher {
  /** Hash under the key that names things: the older one during a rotation, with the newer one beside it. */
  readonly hash: HashIdentifier;
  /** Hashes under the keys in force, the one that names things first: both are written during a rotation. */
  inForce(kind: IdentifierKind, normalised: string): readonly string[];
  /** Hashes under every key there ever was, newest first: look-ups of what was written under an older one try each. */
  hashes(kind: IdentifierKind, normalised: string): readonly string[];
}
