import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { TenantKeys } from '#contracts/tenant-keys.ts';
import { DomainError } from '#core/kernel/errors.ts';

/** One of the tenant's secret keys, with the name that stands before what it made. */
export interface TenantKey {
  /** Short name, e.g. `k1`; no dot in it. */
  readonly id: string;
  /** At least 32 random bytes. */
  readonly key: Uint8Array;
}

/** The tenant's keys as bytes, newest first. */
export function lakeKeysOf({ keys }: TenantKeys): readonly [TenantKey, ...TenantKey[]] {
  const [newest, ...older] = keys.map(({ id, secret }) => ({ id, key: Buffer.from(secret, 'base64') }));
  if (newest === undefined) throw new DomainError('the lake needs at least one tenant key');
  return [newest, ...older];
}

/** Bytes of an AES-GCM nonce; random, for a person's key seals far fewer than 2^32 lines. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A line is a few hundred bytes to a few thousand: a small window costs a tenth of the memory and no size. */
const GZIP = { level: 6, windowBits: 12, memLevel: 6 };

/** The name under which a customer key's salt is kept: `keyId.HMAC-SHA-256`, cut to 128 bits. */
export function personIdOf(tenantKey: TenantKey, customerKey: string): string {
  const mac = createHmac('sha256', tenantKey.key).update(`lake-person|${customerKey}`).digest();
  return `${tenantKey.id}.${mac.subarray(0, 16).toString('base64url')}`;
}

/** Names of a customer key for records that must not say who it is, under each of the tenant's keys, the newest first. */
export function recordNames(
  tenantKeys: readonly [TenantKey, ...TenantKey[]],
  purpose: string,
): (customerKey: string) => readonly [string, ...string[]] {
  const [newest, ...older] = tenantKeys;
  return (customerKey) => {
    const under = (key: TenantKey): string => personIdOf(key, `${purpose}|${customerKey}`);
    return [under(newest), ...older.map(under)];
  };
}

/** A person's key for the lake: HKDF-SHA-256 of the tenant's key with the person's salt. Without the salt it is gone. */
export function deriveLineKey(tenantKey: TenantKey, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', tenantKey.key, salt, 'kairos/lake/v1', 32));
}

/** Compresses and encrypts; `bound` is authenticated with it, so that a line cannot be passed off as another's. */
export function seal(key: Uint8Array, text: string, bound: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  const sealed = cipher.update(gzipSync(text, GZIP));
  return Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** What was sealed; undefined if the bytes, the key or `bound` are not those of the sealing. */
export function unseal(key: Uint8Array, sealed: string, bound: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(bound))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const opened = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return gunzipSync(Buffer.concat([opened, decipher.final()])).toString();
  } catch {
    return undefined;
  }
}
