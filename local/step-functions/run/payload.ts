import type { Json } from '#core/kernel/json.ts';
import { StateError } from './state-error.ts';

/** What Step Functions carries from one state to the next, at most. */
export const MAX_PAYLOAD_BYTES: number = 262_144;

/** JSON text of what a state takes or gives. @throws StateError `States.DataLimitExceeded` above 256 KiB. */
export function payloadText(value: Json, what: string): string {
  const text = JSON.stringify(value);
  // A character takes at most three bytes: most payloads need no counting.
  if (text.length * 3 > MAX_PAYLOAD_BYTES && Buffer.byteLength(text) > MAX_PAYLOAD_BYTES)
    throw new StateError(
      'States.DataLimitExceeded',
      `${what} holds ${Buffer.byteLength(text)} bytes; Step Functions carries at most ${MAX_PAYLOAD_BYTES}`,
    );
  return text;
}
