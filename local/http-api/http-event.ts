import { randomUUID } from 'node:crypto';
import { type Answer, type Call, header } from '../gateway/call.ts';

export interface HttpEventOptions {
  readonly call: Call;
  readonly apiId: string;
  readonly stage: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly nowMs: number;
}

const TEXT_TYPE = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded)|[^;]*\+(json|xml))/;

/** The event of payload format 2.0. A body that is not text, or is compressed, comes in base64. */
export function toHttpEvent({
  call,
  apiId,
  stage,
  routeKey,
  pathParameters,
  nowMs,
}: HttpEventOptions): string {
  const { cookie, ...others } = call.headers;
  const headers = Object.fromEntries(
    Object.entries(others).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
  const isBase64Encoded = call.body.length > 0 && !isText(call);
  const query = [...new Set(call.query.keys())].map(
    (name) => [name, call.query.getAll(name).join(',')] as const,
  );
  const path = decodeURI(call.path);
  return JSON.stringify({
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: call.rawQuery,
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    headers,
    ...(query.length === 0 ? {} : { queryStringParameters: Object.fromEntries(query) }),
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    requestContext: {
      accountId: '000000000000',
      apiId,
      domainName: header(call, 'host') ?? 'localhost',
      domainPrefix: apiId,
      http: {
        method: call.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: header(call, 'user-agent') ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage,
      time: new Date(nowMs).toUTCString(),
      timeEpoch: nowMs,
    },
    ...(call.body.length === 0 ? {} : { body: call.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  });
}

interface StructuredResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** A function's answer as HTTP: its own status and headers, or 200 with the JSON of whatever else it returned. */
export function fromHttpResponse(payload: string): Answer {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer === 'object' && answer !== null && 'statusCode' in answer)
    return structured(answer as StructuredResponse);
  const body = typeof answer === 'string' ? answer : payload;
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
}

function structured(answer: StructuredResponse): Answer {
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = answer;
  const pairs = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    statusCode: Number(statusCode),
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(pairs),
      ...(cookies.length === 0 ? {} : { 'set-cookie': [...cookies] }),
    },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function isText(call: Call): boolean {
  const encoding = header(call, 'content-encoding');
  if (encoding !== undefined && encoding !== 'identity') return false;
  return TEXT_TYPE.test(header(call, 'content-type') ?? 'text/plain');
}
