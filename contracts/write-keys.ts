import * as z from 'zod';

/** The secret at WRITE_KEYS_SECRET_ID: who may send events. */
export const writeKeysSecret = z.array(
  z.object({ id: z.string().min(1), writeKey: z.string().min(1), source: z.string().min(1) }),
);
