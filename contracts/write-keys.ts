import * as z from 'zod';

const writeKey = z.object({ id: z.string().min(1), writeKey: z.string().min(1), source: z.string().min(1) });

/** The secret at WRITE_KEYS_SECRET_ID: who may send events. A new deployment begins with one, not in a list. */
export const writeKeysSecret = z.union([z.array(writeKey), writeKey.transform((only) => [only])]);
