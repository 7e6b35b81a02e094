import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));
const writeKey = z.object({ id: name, writeKey: name, source: name });

/** The secret at WRITE_KEYS_SECRET_ID: who may send events. A new deployment begins with one, not in a list. */
export const writeKeysSecret = z.union([
  z.array(writeKey),
  z.pipe(
    writeKey,
    z.transform((only) => [only]),
  ),
]);
