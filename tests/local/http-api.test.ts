import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { functionResource, type TestAssembly } from './support/assembly.ts';
import { withCloud } from './support/running-cloud.ts';

const route = (RouteKey: string) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
  },
});

function api(source: string, cors?: Record<string, unknown>): TestAssembly {
  const Resources = {
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: 'front',
        ProtocolType: 'HTTP',
        ...(cors === undefined ? {} : { CorsConfiguration: cors }),
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Front', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Default: route('$default'),
    Typed: route('POST /v1/{type}'),
    Batch: route('POST /v1/batch'),
    Front: functionResource('front', { Timeout: 1 }),
  };
  return { stacks: { App: { Resources } }, functions: { front: source } };
}

const ECHO = `export const handler = async (event) => ({ statusCode: 201, headers: { 'X-Own': 'yes' },
  cookies: ['a=1', 'b=2'], body: JSON.stringify(event) });`;

interface HttpEvent {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Record<string, string>;
  readonly pathParameters?: Record<string, string>;
  readonly queryStringParameters?: Record<string, string>;
  readonly cookies?: string[];
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

describe('the HTTP API', () => {
  it('hands the function an event of format 2.0, at the root and under its id', () =>
    withCloud(api(ECHO), async (cloud) => {
      for (const prefix of ['', '/api', '/App-Api']) {
        const answer = await fetch(`${cloud.url}${prefix}/v1/track?a=1&a=2`, {
          method: 'POST',
          body: '{"x":1}',
          headers: { 'Content-Type': 'application/json', 'X-Write-Key': 'K', Cookie: 'c=3; d=4' },
        });
        const event = (await answer.json()) as HttpEvent;
        expect([answer.status, answer.headers.get('x-own'), answer.headers.getSetCookie()]).toEqual([
          201,
          'yes',
          ['a=1', 'b=2'],
        ]);
        expect(event).toMatchObject({
          version: '2.0',
          routeKey: 'POST /v1/{type}',
          rawPath: '/v1/track',
          rawQueryString: 'a=1&a=2',
          queryStringParameters: { a: '1,2' },
          pathParameters: { type: 'track' },
          cookies: ['c=3', 'd=4'],
          body: '{"x":1}',
          isBase64Encoded: false,
        });
        expect(event.headers['x-write-key']).toBe('K');
      }
    }));

  it('hands over compressed bodies in base64, whatever they say they are', () =>
    withCloud(api(ECHO), async (cloud) => {
      const body = gzipSync('{"batch":[]}');
      const answer = await fetch(`${cloud.url}/v1/batch`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      });
      const event = (await answer.json()) as HttpEvent;
      expect([event.routeKey, event.isBase64Encoded, event.body]).toEqual([
        'POST /v1/batch',
        true,
        body.toString('base64'),
      ]);
    }));

  it('answers preflights itself and lets allowed origins read the answer', () =>
    withCloud(
      api(ECHO, {
        AllowOrigins: ['*'],
        AllowMethods: ['POST'],
        AllowHeaders: ['authorization'],
        MaxAge: 600,
      }),
      async (cloud) => {
        const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' };
        const preflight = await fetch(`${cloud.url}/v1/track`, { method: 'OPTIONS', headers });
        expect(preflight.status).toBe(204);
        expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
        const answer = await fetch(`${cloud.url}/v1/track`, {
          method: 'POST',
          body: '{}',
          headers: { origin: 'https://shop.example' },
        });
        expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      },
    ));

  it(
    'answers 500 for a function that throws or runs out of time, and goes on',
    () =>
      withCloud(
        api(`export const handler = async (event) => {
        if (event.rawPath === '/throw') throw new Error('no');
        if (event.rawPath === '/hang') for (;;) ;
        return 'fine';
      };`),
        async (cloud) => {
          const statuses = [];
          for (const path of ['/throw', '/fine', '/hang', '/fine']) {
            const answer = await fetch(cloud.url + path);
            statuses.push([answer.status, await answer.text()]);
          }
          const error = '{"message":"Internal Server Error"}';
          expect(statuses).toEqual([
            [500, error],
            [200, 'fine'],
            [500, error],
            [200, 'fine'],
          ]);
        },
      ),
    30_000,
  );

  it('answers 413 above ten megabytes', () =>
    withCloud(api(ECHO), async (cloud) => {
      const answer = await fetch(`${cloud.url}/v1/track`, {
        method: 'POST',
        body: Buffer.alloc(10 * 1_048_576 + 1),
      });
      expect(answer.status).toBe(413);
    }));
});

describe('a function', () => {
  it('lives on the moved clock and in the environment of its template, and logs to its own file', () =>
    withCloud(
      api(`export const handler = async () => ({ statusCode: 200, body: JSON.stringify({
        now: Date.now(), year: new Date().getUTCFullYear(), isDate: new Date() instanceof Date, fixed: new Date(0).toISOString(),
        memory: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE, caller: process.env.AWS_ACCESS_KEY_ID,
        kinesis: process.env.AWS_ENDPOINT_URL_KINESIS, home: process.env.HOME ?? null }) });`),
      async (cloud) => {
        cloud.moveClock({ now: '2040-06-01T00:00:00Z' });
        const seen = (await (await fetch(cloud.url)).json()) as Record<string, unknown>;
        expect(seen).toMatchObject({
          year: 2040,
          isDate: true,
          fixed: '1970-01-01T00:00:00.000Z',
          memory: '128',
          caller: 'Front',
          kinesis: cloud.url,
          home: null,
        });
        expect(Math.abs(Number(seen['now']) - cloud.nowMs())).toBeLessThan(5000);
      },
    ));
});
