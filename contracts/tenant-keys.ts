import * as z from 'zod/mini';
import { KEY_ID_PATTERN } from '#core/events/identifier.ts';

const tenantKey = z.object({
  /** Stands before each hash: `k1`, `k2`, … */
  id: z.string().check(z.regex(KEY_ID_PATTERN)),
  /** Base64; 32 bytes or more. */
  secret: z
    .base64()
    .check(z.refine((secret) => Buffer.from(secret, 'base64').length >= 32, 'at least 32 bytes')),
  /** When it came into force, ISO 8601; absent from the key that a deployment began with. */
  since: z.optional(z.string().check(z.refine((at) => !Number.isNaN(Date.parse(at)), 'a time in ISO 8601'))),
  /** Nothing is hashed under it any more. It opens what was sealed, signed or listed under it. */
  retired: z.optional(z.boolean()),
});

/** One of the tenant's keys. */
export type TenantKeySecret = z.output<typeof tenantKey>;

/**
 * The secret at TENANT_KEYS_SECRET_ID: the tenant's hashing keys, newest first. Two are in force during a rotation,
 * else one; those that were retired stay behind them. A new deployment begins with one, not in a list.
 */
export const tenantKeysSecret = z.union([
  z.object({
    keys: z.array(tenantKey).check(
      z.minLength(1),
      z.refine((keys) => keys.some(({ retired }) => retired !== true), 'a key that is not retired'),
      z.refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'ids that differ'),
    ),
  }),
  z.pipe(
    tenantKey,
    z.transform((only) => ({ keys: [only] })),
  ),
]);

/** The tenant's keys, parsed. */
export type TenantKeys = z.output<typeof tenantKeysSecret>;
