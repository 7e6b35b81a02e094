import * as z from 'zod/mini';

/** What the `erase` state machine and its function are called with. */
export const eraseInput = z.object({
  /** Keyed hash of the request: its document says who it is. */
  request: z.string().check(z.minLength(1)),
});
