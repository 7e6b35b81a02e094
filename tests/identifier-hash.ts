import { createHmac } from 'node:crypto';
import type { HashIdentifier } from '#core/events/identifier.ts';

/** The tenant's keyed hash under a key that only tests use. */
export const testHash: HashIdentifier = (kind, normalised) =>
  `k1.${createHmac('sha256', 'a key for tests').update(`${kind}|${normalised}`).digest('base64url')}`;
