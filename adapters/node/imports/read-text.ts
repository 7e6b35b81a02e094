import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import iconv from 'iconv-lite';
import type { FileFormat } from '#app/ports/import-file.ts';
import { assertText, bomOf, fileError, isGzip } from './sniff-text.ts';

type Encoding = FileFormat['encoding'];

/** Bytes read at once. */
const SLICE_BYTES = 262_144;
const HEAD_BYTES = 65_536;

/** What a file turned out to be, once it was read from end to end. */
export interface ReadText {
  readonly compression: FileFormat['compression'];
  readonly encoding: Encoding;
  readonly byteCount: number;
  readonly fileId: string;
}

/** Size of the file as it lies on disk. @throws InputError if there is nothing to read. */
export async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw fileError('is_folder');
    if (found.size === 0) throw fileError('empty');
    return found.size;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw fileError('not_found', error);
    throw code === 'EACCES' || code === 'EPERM' ? fileError('not_readable', error) : error;
  }
}

async function isCompressed(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return isGzip(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError('not_readable', error);
  }
}

/** The content's bytes, uncompressed; `onBytes` hears how many bytes of the file itself were read so far. */
export async function* contentOf(
  path: string,
  compression: FileFormat['compression'],
  onBytes: (count: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: SLICE_BYTES });
  const stream = compression === 'gzip' ? raw.pipe(createGunzip({ chunkSize: SLICE_BYTES })) : raw;
  raw.on('error', (error) => stream.destroy(error));
  try {
    for await (const bytes of stream) {
      onBytes(raw.bytesRead);
      yield bytes as Buffer;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw code.startsWith('Z_') ? fileError('damaged_gzip', error) : error;
  } finally {
    raw.destroy();
    stream.destroy();
  }
}

/** Decodes slices of bytes; a character cut by a slice's end is held back. */
export function createDecoder(encoding: Encoding): { write(bytes: Uint8Array): string; end(): string } {
  if (encoding === 'cp949') {
    const decoder = iconv.getDecoder('cp949');
    return { write: (bytes) => decoder.write(Buffer.from(bytes)), end: () => decoder.end() ?? '' };
  }
  const decoder = new TextDecoder(encoding.startsWith('utf-8') ? 'utf-8' : encoding);
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

const countUndecodable = (text: string): number => text.split('\uFFFD').length - 1;

async function undecodableCount(
  path: string,
  compression: FileFormat['compression'],
  encoding: Encoding,
): Promise<number> {
  const decoder = createDecoder(encoding);
  let count = 0;
  for await (const bytes of contentOf(path, compression)) count += countUndecodable(decoder.write(bytes));
  return count + countUndecodable(decoder.end());
}

/**
 * Reads a file from end to end once (twice where it is not UTF-8) to find out what it is.
 * @throws InputError if it is no text.
 */
export async function readText(path: string): Promise<ReadText> {
  await sizeOf(path);
  const compression = (await isCompressed(path)) ? 'gzip' : 'none';
  const hash = createHash('sha256');
  const utf8 = createDecoder('utf-8');
  let byteCount = 0;
  let bad = 0;
  let marked: Encoding | undefined;
  for await (const bytes of contentOf(path, compression)) {
    if (byteCount === 0) {
      const head = bytes.subarray(0, HEAD_BYTES);
      assertText(head);
      marked = bomOf(head);
    }
    byteCount += bytes.length;
    hash.update(bytes);
    if (marked === undefined) bad += countUndecodable(utf8.write(bytes));
  }
  if (byteCount === 0) throw fileError('empty');
  const encoding = marked ?? (bad === 0 ? 'utf-8' : await koreanOrUtf8(path, compression, bad));
  return { compression, encoding, byteCount, fileId: hash.digest('hex').slice(0, 12) };
}

/** The encoding with fewer characters that cannot be read: one bad byte in a UTF-8 file must not turn it all into CP949. */
async function koreanOrUtf8(
  path: string,
  compression: FileFormat['compression'],
  bad: number,
): Promise<Encoding> {
  return (await undecodableCount(path, compression, 'cp949')) < bad ? 'cp949' : 'utf-8';
}
