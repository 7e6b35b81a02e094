import * as z from 'zod';

const path = z.string().regex(/^(\/.*)?$/, 'a JSON pointer, e.g. /properties/total');

/** A JSON Patch (RFC 6902) by which refused messages are mended; `copy` is left out. */
export const jsonPatch = z
  .array(
    z.discriminatedUnion('op', [
      z.strictObject({ op: z.enum(['add', 'replace', 'test']), path, value: z.json() }),
      z.strictObject({ op: z.literal('remove'), path }),
      z.strictObject({ op: z.literal('move'), path, from: path }),
    ]),
  )
  .min(1);
