import { createHmac } from 'node:crypto';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import type { HashIdentifier, IdentifierKind } from '#core/events/identifier.ts';

const hashUnder = (keyId: string, kind: IdentifierKind, normalised: string): string =>
  `${keyId}.${createHmac('sha256', `a key for tests, ${keyId}`).update(`${kind}|${normalised}`).digest('base64url')}`;

/** The tenant's keyed hash under a key that only tests use. */
export const testHash: HashIdentifier = (kind, normalised) => hashUnder('k1', kind, normalised);

/** A hasher with these keys in force, newest first, and these retired. */
export function testHasher(
  inForce: readonly string[] = ['k1'],
  retired: readonly string[] = [],
): KeyedHasher {
  const [naming = 'k1', ...newer] = inForce.toReversed();
  const under =
    (keyIds: readonly string[]) =>
    (kind: IdentifierKind, normalised: string): readonly string[] =>
      keyIds.map((keyId) => hashUnder(keyId, kind, normalised));
  return {
    hash: Object.assign((kind: IdentifierKind, normalised: string) => hashUnder(naming, kind, normalised), {
      also: under(newer),
    }),
    inForce: under([naming, ...newer]),
    hashes: under([...inForce, ...retired]),
  };
}
