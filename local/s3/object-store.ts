import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AwsError } from '../gateway/aws-error.ts';

/** What is kept of an object beside its bytes, as the first line of its file. */
export interface ObjectHead {
  readonly etag: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly contentType: string;
  /** Other headers to give back: content encoding, cache control, `x-amz-meta-…`. */
  readonly headers: Readonly<Record<string, string>>;
}

const SUFFIX = '.object';
/** A file name holds 255 bytes on the usual file systems. */
const MAX_SEGMENT_BYTES = 240;
const HEAD_CHUNK_BYTES = 4096;

/**
 * Buckets as folders. An object is one file, its head line before its bytes, written beside and renamed
 * into place: a reader never sees half an object, and neither does a restart after `kill -9`.
 */
export class ObjectStore {
  readonly #folder: string;
  readonly #temporary: string;
  readonly #keys = new Map<string, Set<string>>();
  readonly #sorted = new Map<string, string[]>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#temporary = join(folder, '.writing');
    rmSync(this.#temporary, { recursive: true, force: true });
    mkdirSync(this.#temporary, { recursive: true });
  }

  createBucket(bucket: string): void {
    const folder = join(this.#folder, bucket);
    mkdirSync(folder, { recursive: true });
    this.#keys.set(bucket, new Set(keysUnder(folder, '')));
  }

  buckets(): string[] {
    return [...this.#keys.keys()];
  }

  put(
    bucket: string,
    key: string,
    body: Uint8Array,
    given: Partial<Pick<ObjectHead, 'contentType' | 'headers'>> & { readonly modifiedAtMs: number },
  ): ObjectHead {
    const path = this.#path(bucket, key);
    const head: ObjectHead = {
      etag: `"${createHash('md5').update(body).digest('hex')}"`,
      sizeBytes: body.byteLength,
      modifiedAtMs: given.modifiedAtMs,
      contentType: given.contentType ?? 'binary/octet-stream',
      headers: given.headers ?? {},
    };
    const temporary = join(this.#temporary, randomUUID());
    writeFileSync(temporary, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]));
    mkdirSync(dirname(path), { recursive: true });
    renameSync(temporary, path);
    const keys = this.#bucket(bucket);
    if (!keys.has(key)) this.#sorted.delete(bucket);
    keys.add(key);
    return head;
  }

  head(bucket: string, key: string): ObjectHead | undefined {
    if (!this.#bucket(bucket).has(key)) return undefined;
    const file = openSync(this.#path(bucket, key), 'r');
    try {
      let text = '';
      const chunk = Buffer.alloc(HEAD_CHUNK_BYTES);
      while (!text.includes('\n')) {
        const bytes = readSync(file, chunk);
        if (bytes === 0) break;
        text += chunk.toString('latin1', 0, bytes);
      }
      // The head is ASCII-safe JSON up to the first line end, whatever the body holds.
      return JSON.parse(Buffer.from(text.slice(0, text.indexOf('\n')), 'latin1').toString()) as ObjectHead;
    } finally {
      closeSync(file);
    }
  }

  get(bucket: string, key: string): { head: ObjectHead; body: Buffer } | undefined {
    if (!this.#bucket(bucket).has(key)) return undefined;
    const content = readFileSync(this.#path(bucket, key));
    const end = content.indexOf(10);
    return {
      head: JSON.parse(content.toString('utf8', 0, end)) as ObjectHead,
      body: content.subarray(end + 1),
    };
  }

  delete(bucket: string, key: string): void {
    if (!this.#bucket(bucket).delete(key)) return;
    this.#sorted.delete(bucket);
    rmSync(this.#path(bucket, key), { force: true });
  }

  /** All keys of a bucket in the order of their UTF-8 bytes. */
  keys(bucket: string): readonly string[] {
    const known = this.#sorted.get(bucket);
    if (known !== undefined) return known;
    const sorted = [...this.#bucket(bucket)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    this.#sorted.set(bucket, sorted);
    return sorted;
  }

  #bucket(bucket: string): Set<string> {
    const keys = this.#keys.get(bucket);
    if (keys === undefined) throw new AwsError('NoSuchBucket', `The bucket ${bucket} does not exist`, 404);
    return keys;
  }

  #path(bucket: string, key: string): string {
    this.#bucket(bucket);
    const segments = key.split('/').map(encodeSegment);
    if (
      key === '' ||
      Buffer.byteLength(key) > 1024 ||
      segments.some((part) => part.length > MAX_SEGMENT_BYTES)
    )
      throw new AwsError('KeyTooLongError', `The key ${key.slice(0, 80)} is empty or too long`);
    return join(this.#folder, bucket, `${segments.join('/')}${SUFFIX}`);
  }
}

/** Percent-encodes what a file name cannot hold; a dot in front keeps `.` and `..` from meaning folders. */
function encodeSegment(segment: string): string {
  const safe = encodeURIComponent(segment).replace(
    /[*'()!~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return safe === '' ? '%' : safe.replace(/^\./, '%2E').replace(/\.object$/, '%2Eobject');
}

function decodeSegment(segment: string): string {
  return segment === '%' ? '' : decodeURIComponent(segment);
}

function keysUnder(folder: string, prefix: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    if (name.endsWith(SUFFIX)) return [prefix + decodeSegment(name.slice(0, -SUFFIX.length))];
    const inner = join(folder, name);
    return statSync(inner).isDirectory() ? keysUnder(inner, `${prefix}${decodeSegment(name)}/`) : [];
  });
}
