import { createHmac } from 'node:crypto';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import type { TenantKeys } from '#contracts/tenant-keys.ts';
import type { IdentifierKind } from '#core/events/identifier.ts';
import { DomainError } from '#core/kernel/errors.ts';

/**
 * Keyed hashes by HMAC-SHA-256, over `kind|normalised`.
 * @throws DomainError without a key in force.
 */
export function createKeyedHasher({ keys }: TenantKeys): KeyedHasher {
  const hashers = keys.map(({ id, secret, retired = false }) => {
    const key = Buffer.from(secret, 'base64');
    const hash = (kind: IdentifierKind, normalised: string): string =>
      `${id}.${createHmac('sha256', key).update(`${kind}|${normalised}`).digest('base64url')}`;
    return { hash, retired };
  });
  const [naming, ...newer] = hashers
    .filter(({ retired }) => !retired)
    .map(({ hash }) => hash)
    .reverse();
  if (naming === undefined) throw new DomainError('a keyed hasher needs at least one key in force');
  const also = (kind: IdentifierKind, normalised: string): readonly string[] =>
    newer.map((hash) => hash(kind, normalised));
  return {
    hash: Object.assign((kind: IdentifierKind, normalised: string) => naming(kind, normalised), { also }),
    inForce: (kind, normalised) => [naming(kind, normalised), ...also(kind, normalised)],
    hashes: (kind, normalised) => hashers.map(({ hash }) => hash(kind, normalised)),
  };
}
