import { Decoder, Encoder } from '@msgpack/msgpack';
import { AppError } from '#core/kernel/errors.ts';

/** Bytes written by a program newer than this one. */
export class NewerFormatError extends AppError {
  override readonly name = 'NewerFormatError';
  readonly retryable = false;
}

const encoder = new Encoder();
const decoder = new Decoder();

/** A positional tuple behind one byte that says in which format it is. */
export function encodeTuple(format: number, tuple: readonly unknown[]): Uint8Array {
  const body = encoder.encodeSharedRef(tuple);
  const bytes = new Uint8Array(body.length + 1);
  bytes[0] = format;
  bytes.set(body, 1);
  return bytes;
}

/**
 * Reads what `encodeTuple` wrote.
 * @throws NewerFormatError if the bytes are of a format that this program does not know.
 */
export function decodeTuple(what: string, format: number, bytes: Uint8Array): unknown {
  const found = bytes[0];
  if (found !== format) {
    throw new NewerFormatError(
      `${what} is stored in format ${found ?? 'none'}, this program knows ${format}: deploy the newer one`,
    );
  }
  return decoder.decode(bytes.subarray(1));
}
