import type { IdentifierKind } from '#core/events/identifier.ts';

export type { IdentifierKind };

/**
 * Keyed hashes of identifiers: `keyId.HMAC-SHA-256(tenantKey, kind|normalised)`, base64url. During a rotation
 * the newest key comes first.
 */
export interface KeyedHasher {
  /** Hash under the newest key, e.g. `k1.3q2-7w…` (43 characters after the dot). */
  hash(kind: IdentifierKind, normalised: string): string;
  /** Hashes under every key in force, newest first: look-ups of what was written under an older one try each. */
  hashes(kind: IdentifierKind, normalised: string): readonly string[];
}
