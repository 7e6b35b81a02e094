import * as z from 'zod/mini';
import { KEY_ID_PATTERN } from '#core/events/identifier.ts';

const tenantKey = z.object({
  /** Stands before each hash: `k1`, `k2`, … */
  id: z.string().check(z.regex(KEY_ID_PATTERN)),
  /** Base64; 32 bytes or more. */
  secret: z
    .base64()
    .check(z.refine((secret) => Buffer.from(secret, 'base64').length >= 32, 'at least 32 bytes')),
});

/**
 * The secret at TENANT_KEYS_SECRET_ID: the tenant's hashing keys, newest first; two during a rotation. A new
 * deployment begins with one, not in a list.
 */
export const tenantKeysSecret = z.union([
  z.object({ keys: z.array(tenantKey).check(z.minLength(1)) }),
  z.pipe(
    tenantKey,
    z.transform((only) => ({ keys: [only] })),
  ),
]);

/** The tenant's keys, parsed. */
export type TenantKeys = z.output<typeof tenantKeysSecret>;
