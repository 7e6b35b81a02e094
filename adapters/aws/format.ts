import { AppError } from '#core/kernel/errors.ts';
import { readValue, writeValue } from './message-pack.ts';
import { ByteReader, ByteWriter } from './packed-bytes.ts';

/** Bytes written by a program newer than this one. */
export class NewerFormatError extends AppError {
  override readonly name = 'NewerFormatError';
  readonly retryable = false;
}

/** Writing is never interrupted, so one buffer serves all. */
const writer = new ByteWriter();

/** What `write` appends, behind one byte that says in which format it is. */
export function encodeFormat(format: number, write: (writer: ByteWriter) => void): Uint8Array {
  writer.length = 0;
  writer.byte(format);
  write(writer);
  return writer.take();
}

/**
 * A reader of what `encodeFormat` wrote, behind the format.
 * @throws NewerFormatError if the bytes are of a format that this program does not know.
 */
export function decodeFormat(what: string, format: number, bytes: Uint8Array): ByteReader {
  const found = bytes[0];
  if (found !== format) {
    throw new NewerFormatError(
      `${what} is stored in format ${found ?? 'none'}, this program knows ${format}: deploy the newer one`,
    );
  }
  return new ByteReader(bytes, 1);
}

/** A positional tuple behind one byte that says in which format it is. */
export function encodeTuple(format: number, tuple: readonly unknown[]): Uint8Array {
  return encodeFormat(format, (target) => writeValue(target, tuple));
}

/**
 * Reads what `encodeTuple` wrote.
 * @throws NewerFormatError if the bytes are of a format that this program does not know.
 */
export function decodeTuple(what: string, format: number, bytes: Uint8Array): unknown {
  return readValue(decodeFormat(what, format, bytes));
}
