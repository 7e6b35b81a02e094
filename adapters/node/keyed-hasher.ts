import { createHmac } from 'node:crypto';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import type { TenantKeys } from '#contracts/tenant-keys.ts';
import { DomainError } from '#core/kernel/errors.ts';

/**
 * Keyed hashes by HMAC-SHA-256, over `kind|normalised`.
 * @throws DomainError without keys.
 */
export function createKeyedHasher({ keys }: TenantKeys): KeyedHasher {
  const hashers = keys.map(({ id, secret }) => {
    const key = Buffer.from(secret, 'base64');
    return (text: string): string => `${id}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  });
  const [newest] = hashers;
  if (newest === undefined) throw new DomainError('a keyed hasher needs at least one key');
  return {
    hash: (kind, normalised) => newest(`${kind}|${normalised}`),
    hashes: (kind, normalised) => hashers.map((hasher) => hasher(`${kind}|${normalised}`)),
  };
}
