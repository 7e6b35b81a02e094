import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import { createServer as createTcpServer, type Socket } from 'node:net';
import type { Answer, Call } from './call.ts';

type Incoming = IncomingMessage | Http2ServerRequest;
type Outgoing = ServerResponse | Http2ServerResponse;

const HTTP2_PREFACE = 'PRI * HTTP/2.0';

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly port: number;
  /** For the `Date` header: SDKs correct their clock by it. */
  readonly nowMs: () => number;
  readonly answer: (call: Call) => Promise<Answer | 'reset'>;
}

/** One port for HTTP/1.1 and, because Kinesis clients speak it, HTTP/2 without TLS. */
export async function listen({ port, nowMs, answer }: ListenerOptions): Promise<Listener> {
  const handle = (request: Incoming, response: Outgoing): void => {
    void serve(request, response, { nowMs, answer });
  };
  const http1 = createHttpServer({ keepAliveTimeout: 600_000, requestTimeout: 0 }, handle);
  const http2 = createHttp2Server(handle);
  const sockets = new Set<Socket>();
  const tcp = createTcpServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      const isHttp2 = HTTP2_PREFACE.startsWith(first.toString('latin1', 0, HTTP2_PREFACE.length));
      // An HTTP/2 session takes the socket's handle over and what was read ahead with it.
      if (isHttp2) http2.emit('connection', socket);
      else {
        http1.emit('connection', socket);
        socket.resume();
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    tcp.once('error', reject);
    // This machine only: it hands out its secrets to whoever asks.
    tcp.listen(port, '127.0.0.1', resolve);
  });
  const address = tcp.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}

async function serve(
  request: Incoming,
  response: Outgoing,
  { nowMs, answer }: Pick<ListenerOptions, 'nowMs' | 'answer'>,
): Promise<void> {
  try {
    const call = await readCall(request);
    const result = await answer(call).catch((error: unknown): Answer => {
      const message = error instanceof Error ? error.message : String(error);
      return {
        statusCode: 500,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message }),
      };
    });
    if (result === 'reset') return cut(request);
    const body = typeof result.body === 'string' ? Buffer.from(result.body) : result.body;
    const hasBody = result.statusCode !== 204 && result.statusCode !== 304;
    const length =
      hasBody && !('content-length' in result.headers) ? { 'content-length': String(body.length) } : {};
    const headers = { date: new Date(nowMs()).toUTCString(), ...result.headers, ...length };
    (response as ServerResponse).writeHead(result.statusCode, headers);
    (response as ServerResponse).end(request.method === 'HEAD' || !hasBody ? undefined : body);
  } catch {
    // The caller has gone away in the middle of its request: there is nobody to answer.
    cut(request);
  }
}

function cut(request: Incoming): void {
  if ('stream' in request) request.stream.session?.destroy();
  else request.socket.destroy();
}

function readCall(request: Incoming): Promise<Call> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('aborted')));
    request.on('end', () => {
      const url = request.url ?? '/';
      const cut = url.indexOf('?');
      const rawQuery = cut < 0 ? '' : url.slice(cut + 1);
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => !name.startsWith(':')),
      );
      const host = headers['host'] ?? request.headers[':authority'];
      resolve({
        method: request.method ?? 'GET',
        path: cut < 0 ? url : url.slice(0, cut),
        rawQuery,
        query: new URLSearchParams(rawQuery),
        headers: host === undefined ? headers : { ...headers, host: String(host) },
        body: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
      });
    });
  });
}
