import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { createMemoryEventStream, type MemoryEventStream } from '#adapters/memory/memory-event-stream.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createMemoryWriteKeys } from '#adapters/memory/memory-write-keys.ts';
import { createTokenSigner } from '#adapters/node/signed-token.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createCollectEvents } from '#app/events/collect-events.ts';
import type { ContactStore } from '#app/ports/contact-store.ts';
import type { EventStream } from '#app/ports/event-stream.ts';
import { FRONT_DOOR_CORS } from '#contracts/front-door-cors.ts';
import type { HttpAnswer, HttpEvent } from '#contracts/http-event.ts';
import { tables } from '#contracts/tables.ts';
import { type ReadMessage, readRecord } from '#core/events/read-record.ts';
import { createHandler } from '#lambdas/collect-events/handler.ts';
import { answerPreflight, type CorsConfiguration, corsHeaders } from '#local/http-api/cors.ts';
import { testHash, testHasher } from '#tests/identifier-hash.ts';

/** As API Gateway applies it: the function behind has no say in it. */
const CORS: CorsConfiguration = {
  AllowOrigins: FRONT_DOOR_CORS.allowOrigins,
  AllowMethods: FRONT_DOOR_CORS.allowMethods,
  AllowHeaders: FRONT_DOOR_CORS.allowHeaders,
  ExposeHeaders: FRONT_DOOR_CORS.exposeHeaders,
  MaxAge: FRONT_DOOR_CORS.maxAgeSeconds,
};

export const WRITE_KEY = 'wk_test';
/** Whose links the front door believes. */
export const linkSigner = createTokenSigner('a secret of tests');

/** The front door over memory, with what it wrote. */
export interface FrontDoor {
  readonly stream: MemoryEventStream;
  readonly contacts: ContactStore;
  readonly call: (event: HttpEvent) => Promise<HttpAnswer>;
  /** The messages on the stream, read as ingest reads them; `from` leaves out so many records. */
  readonly messages: (from?: number) => ReadMessage[];
}

/** A front door; `broken` replaces its stream. */
export function createFrontDoor(broken?: EventStream): FrontDoor {
  const stream = createMemoryEventStream();
  const contacts = createTableContactStore(createMemoryTable(tables.contact));
  let ids = 0;
  const collect = createCollectEvents({
    stream: broken ?? stream,
    contacts,
    writeKeys: createMemoryWriteKeys([{ id: 'web', writeKey: WRITE_KEY, source: 'web' }]),
    hasher: testHasher(),
    readLink: (token) => linkSigner.read('link', token),
    newMessageId: () => {
      ids += 1;
      return `given-${ids}`;
    },
  });
  const logger = new Logger({ logLevel: 'SILENT' });
  const metrics = new Metrics({ namespace: 'test', serviceName: 'test' });
  const quiet = { ...console, log: () => undefined };
  Object.assign(metrics, { console: quiet });
  const handler = createHandler({ logger, metrics, collect });
  const context = {
    functionName: 'collect-events',
    awsRequestId: 'r',
    getRemainingTimeInMillis: () => 30_000,
  };
  return {
    stream,
    contacts,
    call: (event) => handler(event, context),
    messages: (from = 0) =>
      stream.records
        .slice(from)
        .flatMap(({ data }) => readRecord(data, { hash: testHash, arrivedMs: Date.now() })),
  };
}

/** What to do to a request instead of answering it. */
export type Fault = 'throttle' | 'fail' | 'reset' | undefined;

/** The front door behind a socket, as API Gateway would put it there. */
export interface ListeningFrontDoor extends FrontDoor {
  readonly url: string;
  readonly requestCount: () => number;
  readonly stop: () => Promise<void>;
}

/** One POST: which batch of messages, counted from 0, and how often it was sent before. */
export interface Sending {
  readonly batch: number;
  readonly timesSent: number;
}

/** Serves a front door on the loopback; `faultOf` says what goes wrong with a sending. */
export async function serveFrontDoor(
  faultOf: (sending: Sending) => Fault = () => undefined,
): Promise<ListeningFrontDoor> {
  const door = createFrontDoor();
  const sent = new Map<string, Sending>();
  let requests = 0;

  const sendingOf = (body: Buffer): Sending => {
    const identity = messageIdsOf(body);
    const before = sent.get(identity) ?? { batch: sent.size, timesSent: 0 };
    sent.set(identity, { ...before, timesSent: before.timesSent + 1 });
    return before;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    requests += 1;
    const preflight = answerPreflight(CORS, request);
    if (preflight !== undefined)
      return void response.writeHead(preflight.statusCode, preflight.headers).end();
    const fault = request.method === 'POST' ? faultOf(sendingOf(body)) : undefined;
    const result = await answerOrFault(door, toHttpEvent(request, body), fault);
    if (result === undefined) return void request.socket.destroy();
    response
      .writeHead(result.statusCode, { ...result.headers, ...corsHeaders(CORS, request) })
      .end(result.body);
  };

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...door,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requestCount: () => requests,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answerOrFault(
  door: FrontDoor,
  event: HttpEvent,
  fault: Fault,
): Promise<HttpAnswer | undefined> {
  switch (fault) {
    case 'throttle':
      return { statusCode: 429, headers: { 'retry-after': '1' }, body: '{}' };
    case 'fail':
      return { statusCode: 503, headers: {}, body: '{}' };
    case 'reset':
      // The worst kind: the events are in, and the sender never hears of it.
      await door.call(event);
      return undefined;
    case undefined:
      return door.call(event);
  }
}

/** A retry has the same messages in a body that differs by `sentAt`, compressed or not. */
function messageIdsOf(body: Buffer): string {
  const text = body[0] === 0x1f ? gunzipSync(body).toString('utf8') : body.toString('utf8');
  return [...text.matchAll(/"messageId":"([^"]+)"/g)].map((match) => match[1]).join();
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function toHttpEvent(request: IncomingMessage, body: Buffer): HttpEvent {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join() : value,
    ]),
  );
  const isBase64Encoded = headers['content-encoding'] !== undefined;
  return {
    rawPath: (request.url ?? '').split('?')[0] ?? '',
    headers: { ...headers, 'x-forwarded-proto': 'http' },
    body: body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
    requestContext: {
      domainName: headers['host'] ?? '',
      http: { method: request.method ?? '' },
      timeEpoch: Date.now(),
    },
  };
}
