import { createHmac } from 'node:crypto';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import type { HashIdentifier, IdentifierKind } from '#core/events/identifier.ts';

const hashUnder = (keyId: string, kind: IdentifierKind, normalised: string): string =>
  `${keyId}.${createHmac('sha256', `a key for tests, ${keyId}`).update(`${kind}|${normalised}`).digest('base64url')}`;

/** The tenant's keyed hash under a key that only tests use. */
export const testHash: HashIdentifier = (kind, normalised) => hashUnder('k1', kind, normalised);

/** A hasher under these keys, newest first. */
export function testHasher(...[newest = 'k1', ...older]: readonly string[]): KeyedHasher {
  return {
    hash: (kind, normalised) => hashUnder(newest, kind, normalised),
    hashes: (kind, normalised) => [newest, ...older].map((keyId) => hashUnder(keyId, kind, normalised)),
  };
}
