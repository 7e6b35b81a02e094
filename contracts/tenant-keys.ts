import * as z from 'zod';
import { KEY_ID_PATTERN } from '#core/events/identifier.ts';

/** The secret at TENANT_KEYS_SECRET_ID: the tenant's hashing keys, newest first; two during a rotation. */
export const tenantKeysSecret = z.object({
  keys: z
    .array(
      z.object({
        /** Stands before each hash: `k1`, `k2`, … */
        id: z.string().regex(KEY_ID_PATTERN),
        /** Base64; 32 bytes or more. */
        secret: z
          .base64()
          .refine((secret) => Buffer.from(secret, 'base64').length >= 32, 'at least 32 bytes'),
      }),
    )
    .min(1),
});

/** The tenant's keys, parsed. */
export type TenantKeys = z.output<typeof tenantKeysSecret>;
