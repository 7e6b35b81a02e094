import { AwsError } from '../gateway/aws-error.ts';
import { type Answer, type Call, header } from '../gateway/call.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { escapeXml, listObjects } from './list-objects.ts';
import type { ObjectHead, ObjectStore } from './object-store.ts';

export interface S3Request {
  readonly operation: string;
  readonly bucket: string;
  readonly key: string;
}

const KEPT_HEADERS = [
  'content-encoding',
  'cache-control',
  'content-disposition',
  'content-language',
  'expires',
];
/** Sub-resources that only list or describe; any other query key of theirs names an operation we lack. */
const PLAIN_QUERY =
  /^(x-id|prefix|delimiter|max-keys|continuation-token|start-after|encoding-type|list-type|fetch-owner|response-.*|x-amz-.*)$/i;

/** Which S3 operation a request asks for, path-style or with the bucket in the host name. */
export function readS3Request(call: Call): S3Request {
  const host = (header(call, 'host') ?? '').split(':')[0] ?? '';
  const virtualBucket = /^(.+?)\.(?:s3\..*|localhost)$/.exec(host)?.[1];
  const path = decodeURIComponent(call.path.slice(1));
  const cut = path.indexOf('/');
  const inPath: [string, string] = cut < 0 ? [path, ''] : [path.slice(0, cut), path.slice(cut + 1)];
  const [bucket, key] = virtualBucket === undefined ? inPath : [virtualBucket, path];
  return { operation: operationOf(call, bucket, key), bucket, key };
}

function operationOf(call: Call, bucket: string, key: string): string {
  const sub = [...call.query.keys()].find((name) => !PLAIN_QUERY.test(name));
  if (call.method === 'POST' && sub === 'delete') return 'DeleteObjects';
  if (sub !== undefined) return `${call.method} ?${sub}`;
  if (bucket === '') return 'ListBuckets';
  if (key === '') return { GET: 'ListObjectsV2', HEAD: 'HeadBucket' }[call.method] ?? `${call.method} bucket`;
  if (call.method === 'PUT' && header(call, 'x-amz-copy-source') !== undefined) return 'CopyObject';
  const names: Record<string, string> = {
    GET: 'GetObject',
    HEAD: 'HeadObject',
    PUT: 'PutObject',
    DELETE: 'DeleteObject',
  };
  return names[call.method] ?? `${call.method} object`;
}

/** The operations of S3 that the product uses, with conditional reads and writes. */
export function createS3Api(store: ObjectStore, nowMs: () => number) {
  const operations: Record<string, (request: S3Request, call: Call) => Answer> = {
    ListBuckets: () =>
      xml(
        `<ListAllMyBucketsResult><Buckets>${store
          .buckets()
          .map((name) => `<Bucket><Name>${name}</Name></Bucket>`)
          .join('')}</Buckets></ListAllMyBucketsResult>`,
      ),
    HeadBucket: ({ bucket }) => {
      store.keys(bucket);
      return { statusCode: 200, headers: {}, body: '' };
    },
    ListObjectsV2: ({ bucket }, call) => xml(listObjects(store, bucket, call.query)),
    PutObject: ({ bucket, key }, call) => {
      checkWriteConditions(call, store.head(bucket, key), key);
      const { etag } = store.put(bucket, key, payload(call), {
        modifiedAtMs: nowMs(),
        contentType: header(call, 'content-type') ?? 'application/octet-stream',
        headers: keptHeaders(call),
      });
      return { statusCode: 200, headers: { etag }, body: '' };
    },
    CopyObject: ({ bucket, key }, call) => {
      const source = decodeURIComponent(header(call, 'x-amz-copy-source') ?? '').replace(/^\//, '');
      const cut = source.indexOf('/');
      const found = present(store.get(source.slice(0, cut), source.slice(cut + 1)), source);
      const { etag } = store.put(bucket, key, found.body, { ...found.head, modifiedAtMs: nowMs() });
      return xml(
        `<CopyObjectResult><ETag>${escapeXml(etag)}</ETag><LastModified>${new Date(nowMs()).toISOString()}</LastModified></CopyObjectResult>`,
      );
    },
    GetObject: ({ bucket, key }, call) => {
      const { head, body } = present(store.get(bucket, key), key);
      const notModified = readConditions(call, head);
      return notModified ?? ranged(call, head, body);
    },
    HeadObject: ({ bucket, key }, call) => {
      const head = store.head(bucket, key);
      if (head === undefined) return { statusCode: 404, headers: {}, body: '' };
      const headers = { ...objectHeaders(head), 'content-length': String(head.sizeBytes) };
      return readConditions(call, head) ?? { statusCode: 200, headers, body: '' };
    },
    DeleteObject: ({ bucket, key }) => {
      store.delete(bucket, key);
      return { statusCode: 204, headers: {}, body: '' };
    },
    DeleteObjects: ({ bucket }, call) => {
      const keys = [
        ...payload(call)
          .toString()
          .matchAll(/<Key>([^<]*)<\/Key>/g),
      ].map(([, key = '']) => unescapeXml(key));
      for (const key of keys) store.delete(bucket, key);
      const deleted = keys.map((key) => `<Deleted><Key>${escapeXml(key)}</Key></Deleted>`).join('');
      return xml(`<DeleteResult>${deleted}</DeleteResult>`);
    },
  };

  return (request: S3Request, call: Call): Answer => {
    const run = operations[request.operation];
    if (run === undefined)
      throw new AwsError(
        'NotImplemented',
        `The local S3 does not know the operation ${request.operation}`,
        501,
      );
    return run(request, call);
  };
}

function present<T>(found: T | undefined, key: string): T {
  if (found === undefined) throw new AwsError('NoSuchKey', `The key ${key} does not exist`, 404);
  return found;
}

function checkWriteConditions(call: Call, existing: ObjectHead | undefined, key: string): void {
  const ifNoneMatch = header(call, 'if-none-match');
  const ifMatch = header(call, 'if-match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
    throw new AwsError('NotImplemented', 'If-None-Match on a write takes only *', 501);
  if (ifNoneMatch === '*' && existing !== undefined)
    throw new AwsError('PreconditionFailed', `The key ${key} exists already`, 412);
  if (ifMatch === undefined) return;
  if (existing === undefined) throw new AwsError('NoSuchKey', `The key ${key} does not exist`, 404);
  if (unquoted(ifMatch) !== unquoted(existing.etag))
    throw new AwsError('PreconditionFailed', `The key ${key} has another ETag`, 412);
}

function readConditions(call: Call, head: ObjectHead): Answer | undefined {
  const ifNoneMatch = header(call, 'if-none-match');
  const ifMatch = header(call, 'if-match');
  if (ifMatch !== undefined && unquoted(ifMatch) !== unquoted(head.etag))
    throw new AwsError('PreconditionFailed', 'The object has another ETag', 412);
  if (ifNoneMatch !== undefined && unquoted(ifNoneMatch) === unquoted(head.etag))
    return { statusCode: 304, headers: { etag: head.etag }, body: '' };
  return undefined;
}

function ranged(call: Call, head: ObjectHead, body: Buffer): Answer {
  const range = readRange(header(call, 'range'), body.length);
  if (range === undefined) return { statusCode: 200, headers: objectHeaders(head), body };
  const [start, end] = range;
  if (start >= body.length) throw new AwsError('InvalidRange', 'The range lies behind the object', 416);
  const headers = { ...objectHeaders(head), 'content-range': `bytes ${start}-${end}/${body.length}` };
  return { statusCode: 206, headers, body: body.subarray(start, end + 1) };
}

/** First and last byte of `bytes=0-9`, `bytes=10-` or `bytes=-5`. */
function readRange(text: string | undefined, length: number): [number, number] | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? [];
  if (from === '') return to === '' ? undefined : [Math.max(0, length - Number(to)), length - 1];
  return [Number(from), to === '' ? length - 1 : Math.min(Number(to), length - 1)];
}

function objectHeaders(head: ObjectHead): Record<string, string> {
  return {
    ...head.headers,
    etag: head.etag,
    'content-type': head.contentType,
    'last-modified': new Date(head.modifiedAtMs).toUTCString(),
    'accept-ranges': 'bytes',
  };
}

function keptHeaders(call: Call): Record<string, string> {
  const kept = Object.keys(call.headers).filter(
    (name) => KEPT_HEADERS.includes(name) || name.startsWith('x-amz-meta-'),
  );
  const pairs = kept.map(
    (name) => [name, (header(call, name) ?? '').replace(/,?\s*aws-chunked/, '')] as const,
  );
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}

function payload(call: Call): Buffer {
  const isChunked =
    (header(call, 'content-encoding') ?? '').includes('aws-chunked') ||
    (header(call, 'x-amz-content-sha256') ?? '').startsWith('STREAMING-');
  return isChunked ? decodeAwsChunked(call.body) : call.body;
}

function xml(body: string): Answer {
  return { statusCode: 200, headers: { 'content-type': 'application/xml' }, body };
}

function unquoted(etag: string): string {
  return etag.replaceAll('"', '');
}

function unescapeXml(text: string): string {
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text
    .replace(/&#(\d+);/g, (_whole, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_whole, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => signs[name] ?? whole);
}
