import { gunzipSync } from 'node:zlib';
import type { HttpEvent } from '#contracts/http-event.ts';
import { MAX_REQUEST_BYTES } from '#core/events/message-limits.ts';
import type { Rejection } from '#core/events/rejection.ts';
import { reject } from '#core/events/rejection-sentences.ts';

/** The request's body, decompressed. Unpacking stops at the size limit, so that a bomb costs no more than a body. */
export function requestBody({ body = '', isBase64Encoded, headers }: HttpEvent): Uint8Array | Rejection {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (!/\bgzip\b/i.test(headers['content-encoding'] ?? '')) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_REQUEST_BYTES });
  } catch (error) {
    const isTooLarge = (error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    return reject(isTooLarge ? 'too_large' : 'not_gzip');
  }
}

/** The user name of basic auth, where SDKs put the write key; undefined without. */
export function basicAuthUser(authorization: string | undefined): string | undefined {
  const match = /^basic\s+([\w+/=-]+)$/i.exec(authorization ?? '');
  if (match === null) return undefined;
  const [user = ''] = Buffer.from(match[1] ?? '', 'base64')
    .toString('utf8')
    .split(':');
  return user === '' ? undefined : user;
}
