import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { Answer } from '../../gateway/call.ts';
import { StateError } from '../run/state-error.ts';
import { textOf } from '../text-of.ts';
import type { Desk } from './desk.ts';
import { localCall } from './local-call.ts';

interface S3Task {
  readonly action: string;
  readonly input: JsonObject;
  readonly caller: string;
}

type Given = Omit<Parameters<typeof localCall>[0], 'headers'>;

/** What each action takes; anything else is refused by name when it comes. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  putObject: ['Bucket', 'Key', 'Body', 'ContentType'],
  getObject: ['Bucket', 'Key'],
  listObjectsV2: ['Bucket', 'Prefix', 'MaxKeys', 'ContinuationToken'],
};

/** A call of S3. A body is JSON: what is put may be an object or a list, what is got comes as text. */
export async function callS3(desk: Desk, { action, input, caller }: S3Task): Promise<Json> {
  const stray = Object.keys(input).find((name) => ARGUMENTS[action]?.includes(name) !== true);
  if (stray !== undefined)
    throw new StateError('States.Runtime', `s3:${action}: argument ${stray} is not known`);
  const operation = action.charAt(0).toUpperCase() + action.slice(1);
  const answer = await desk({ service: 's3', operation, caller }, localCall(request(action, input)));
  if (answer === 'reset') throw new StateError('S3.SdkClientException', 'the connection was cut');
  if (answer.statusCode >= 300) throw refused(answer);
  return result(action, answer);
}

function request(action: string, input: JsonObject): Given & { readonly headers?: Record<string, string> } {
  const path = `/${textOf(input['Bucket'])}/${encodeURI(textOf(input['Key']))}`;
  if (action === 'getObject') return { method: 'GET', path };
  if (action === 'listObjectsV2') {
    const { Prefix, MaxKeys, ContinuationToken } = input;
    const query = { prefix: Prefix, 'max-keys': MaxKeys, 'continuation-token': ContinuationToken };
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    return {
      method: 'GET',
      path,
      query: { 'list-type': '2', ...Object.fromEntries(given.map(([name, value]) => [name, textOf(value)])) },
    };
  }
  if (typeof input['Body'] !== 'object')
    throw new StateError('States.Runtime', 's3:putObject: the local interpreter puts objects and lists only');
  const headers = { 'content-type': textOf(input['ContentType'] ?? 'application/json') };
  return { method: 'PUT', path, headers, body: JSON.stringify(input['Body']) };
}

function result(action: string, { headers, body }: Answer): Json {
  if (action === 'putObject') return { ETag: String(headers['etag']) };
  if (action === 'getObject')
    return {
      Body: body.toString(),
      ETag: String(headers['etag']),
      ContentType: String(headers['content-type']),
      ContentLength: body.length,
    };
  const text = body.toString();
  const next = tag(text, 'NextContinuationToken');
  return {
    Contents: [...text.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, entry = '']) => ({
      Key: plain(tag(entry, 'Key') ?? ''),
      ETag: plain(tag(entry, 'ETag') ?? ''),
      Size: Number(tag(entry, 'Size')),
      LastModified: tag(entry, 'LastModified') ?? '',
      StorageClass: 'STANDARD',
    })),
    IsTruncated: tag(text, 'IsTruncated') === 'true',
    KeyCount: Number(tag(text, 'KeyCount')),
    ...(next === undefined ? {} : { NextContinuationToken: next }),
  };
}

function refused({ body }: Answer): StateError {
  const text = body.toString();
  const code = tag(text, 'Code') ?? 'S3';
  const name = ['NoSuchKey', 'NoSuchBucket'].includes(code) ? code : 'S3';
  return new StateError(`S3.${name}Exception`, `${code}: ${tag(text, 'Message') ?? ''}`);
}

function tag(text: string, name: string): string | undefined {
  return new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(text)?.[1];
}

function plain(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
