import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { EventStream } from '#app/ports/event-stream.ts';
import type { HttpEvent } from '#contracts/http-event.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { createFrontDoor, type FrontDoor, WRITE_KEY } from '#tests/front-door/front-door.ts';
import { testHash } from '#tests/identifier-hash.ts';

const AUTHORIZATION = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;

interface Request {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

function request({ path = '/v1/batch', method = 'POST', headers = {}, body }: Request): HttpEvent {
  const isBytes = body instanceof Uint8Array;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    rawPath: path,
    headers: { host: 'events.example', authorization: AUTHORIZATION, ...headers },
    body: isBytes ? Buffer.from(body).toString('base64') : text,
    isBase64Encoded: isBytes,
    requestContext: { domainName: 'events.example', http: { method }, timeEpoch: 1_763_700_000_000 },
  };
}

const track = (more: object = {}) => ({
  type: 'track',
  messageId: 'm-1',
  userId: 'u-1',
  event: 'Product Viewed',
  ...more,
});
const onStream = (door: FrontDoor) =>
  door.stream.records.map(
    ({ partitionKey, data }) => [partitionKey, JSON.parse(new TextDecoder().decode(data))] as const,
  );

describe('collect-events', () => {
  it.each(['track', 'identify', 'page', 'screen', 'alias', 'group'])(
    'takes /v1/%s and its short path',
    async (type) => {
      const door = createFrontDoor();
      for (const path of [`/v1/${type}`, `/v1/${type[0] ?? ''}`]) {
        const answer = await door.call(request({ path, body: { userId: 'u', event: 'E', messageId: path } }));
        expect([answer.statusCode, answer.body]).toEqual([200, '{"success":true}']);
      }
      expect(door.messages().map((read) => read.kind === 'event' && read.event.type)).toEqual([type, type]);
    },
  );

  it('puts the messages of one customer into one record, urgent ones alone, in order', async () => {
    const door = createFrontDoor();
    const batch = ['a', 'b', 'Order Completed', 'c'].flatMap((event, index) =>
      ['u-1', 'u-2'].map((userId) =>
        track({ event, userId, messageId: `${userId}-${index}`, properties: { order_id: 'o' } }),
      ),
    );
    await door.call(request({ body: { batch } }));
    const shape = onStream(door).map(([key, data]) => [key, Array.isArray(data) ? data.length : 1]);
    expect(shape.filter(([key]) => key === 'u-1')).toEqual([
      ['u-1', 2],
      ['u-1', 1],
      ['u-1', 1],
    ]);
    const order = door
      .messages()
      .flatMap((read) =>
        read.kind === 'event' && read.event.userId === 'u-2' ? [read.event.messageId] : [],
      );
    expect(order).toEqual(['u-2-0', 'u-2-1', 'u-2-2', 'u-2-3']);
  });

  it('stamps receipt and source, keeps the batch’s sentAt and context, and gives ids to messages without', async () => {
    const door = createFrontDoor();
    const sentAt = '2025-11-21T04:39:59.000Z';
    await door.call(
      request({ body: { batch: [track({ messageId: undefined })], sentAt, context: { locale: 'ko-KR' } } }),
    );
    expect(onStream(door)[0]?.[1]).toMatchObject({
      messageId: 'given-1',
      sentAt,
      receivedAt: new Date(1_763_700_000_000).toISOString(),
      context: { locale: 'ko-KR', source: 'web' },
    });
  });

  it('moves addresses and tokens to the contacts and forwards their hashes', async () => {
    const door = createFrontDoor();
    await door.call(
      request({
        body: {
          batch: [
            {
              type: 'identify',
              messageId: 'i',
              userId: 'u-1',
              traits: { email: 'Kim@example.com', phone: '010-1234-5678' },
            },
            track({ event: 'Device Registered', properties: { token: 'tok', platform: 'ios' } }),
          ],
        },
      }),
    );
    const stored = await door.contacts.of('u-1');
    expect(stored.map(({ channel, address, addressHash }) => [channel, address, addressHash])).toEqual([
      ['email', 'kim@example.com', testHash('email', 'kim@example.com')],
      ['push', 'tok', testHash('token', 'tok')],
      ['sms', '+821012345678', testHash('phone', '+821012345678')],
    ]);
    expect(JSON.stringify(onStream(door))).not.toMatch(/kim@|1234-?5678|"tok"/i);
    await door.call(
      request({
        body: { batch: [track({ messageId: 'r', event: 'Device Removed', properties: { token: 'tok' } })] },
      }),
    );
    expect((await door.contacts.of('u-1')).map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });

  it('does not fail a batch for a bad message: that one arrives wrapped, with its reason, without addresses', async () => {
    const door = createFrontDoor();
    const bad = { type: 'track', messageId: 'm-2', userId: 'u-1', note: 'kim@example.com' };
    const answer = await door.call(request({ body: { batch: [track(), bad, null, 7] } }));
    expect(answer.statusCode).toBe(200);
    const refused = door.messages().flatMap((read) => (read.kind === 'refused' ? [read] : []));
    expect(refused.map(({ rejection }) => [rejection.reason, rejection.path])).toEqual([
      ['missing_field', 'event'],
      ['not_a_message', ''],
      ['not_a_message', ''],
    ]);
    expect(refused[0]?.json).toContain('"messageId":"m-2"');
    expect(JSON.stringify(onStream(door))).not.toContain('kim@');
  });

  it('reads gzip, and takes the write key from the body too', async () => {
    const door = createFrontDoor();
    const body = gzipSync(JSON.stringify({ batch: [track()], writeKey: WRITE_KEY }));
    const answer = await door.call(
      request({ body, headers: { 'content-encoding': 'gzip', authorization: '' } }),
    );
    expect([answer.statusCode, door.messages().length]).toEqual([200, 1]);
  });

  it.each([
    [
      'an unknown write key',
      { headers: { authorization: 'Basic bm9wZTo=' }, body: { batch: [] } },
      401,
      'write key',
    ],
    ['no write key', { headers: { authorization: '' }, body: { batch: [] } }, 401, 'write key'],
    ['what is not JSON', { body: '{"batch":[' }, 400, 'not JSON'],
    ['what is not UTF-8', { body: new Uint8Array([0xff, 0xfe]) }, 400, 'UTF-8'],
    ['a batch without batch', { body: {} }, 400, 'batch'],
    [
      'a message over 32 KB',
      { path: '/v1/track', body: track({ properties: { x: 'x'.repeat(32_768) } }) },
      400,
      '32 KB',
    ],
    ['a body over 500 KB', { body: `"${'x'.repeat(512_001)}"` }, 400, '500 KB'],
    [
      'a zip bomb',
      { body: gzipSync(Buffer.alloc(50_000_000)), headers: { 'content-encoding': 'gzip' } },
      400,
      '500 KB',
    ],
    [
      'broken gzip',
      { body: new Uint8Array([1, 2, 3]), headers: { 'content-encoding': 'gzip' } },
      400,
      'gzip',
    ],
    ['a call that there is not', { path: '/v1/nothing', body: {} }, 404, 'No such call'],
  ])('refuses %s', async (_title, what, statusCode, words) => {
    const answer = await createFrontDoor().call(request(what));
    expect([answer.statusCode, answer.body]).toEqual([statusCode, expect.stringContaining(words)]);
  });

  it('says 429 with Retry-After when the stream is busy, 503 when it is away, 500 for what is our fault', async () => {
    const failing = (error: Error): EventStream => ({ put: () => Promise.reject(error) });
    const statusOf = async (error: Error) => {
      const { statusCode, headers } = await createFrontDoor(failing(error)).call(
        request({ body: { batch: [track()] } }),
      );
      return [statusCode, headers['retry-after']];
    };
    expect(await statusOf(new UnavailableError('busy', { details: { isThrottled: true } }))).toEqual([
      429,
      '1',
    ]);
    expect(await statusOf(new UnavailableError('away'))).toEqual([503, undefined]);
    expect(await statusOf(new TypeError('bug'))).toEqual([500, undefined]);
  });

  it('answers SDKs’ settings, their figures and health checks', async () => {
    const door = createFrontDoor();
    const settings = await door.call(request({ method: 'GET', path: '/v1/projects/wk/settings' }));
    expect(JSON.parse(settings.body)).toMatchObject({
      integrations: { 'Segment.io': { apiKey: 'wk', apiHost: 'events.example/v1', protocol: 'https' } },
    });
    expect((await door.call(request({ path: '/v1/m', body: {} }))).statusCode).toBe(200);
    expect((await door.call(request({ method: 'GET', path: '/v1/health' }))).body).toBe('{"ok":true}');
  });
});
