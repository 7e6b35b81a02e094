import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A gateway that answers what the command line asks of a local run. */
export interface FakeGateway {
  readonly url: string;
  close(): Promise<void>;
}

export async function startFakeGateway(
  answers: Readonly<Record<string, unknown>> = {},
): Promise<FakeGateway> {
  const all: Readonly<Record<string, unknown>> = {
    '/endpoints': { outputs: {} },
    '/lag': { mappings: [] },
    '/health': { status: 'up', now: '2026-11-22T00:00:00.000Z', speed: 1 },
    ...answers,
  };
  const server = createServer((request, response) => {
    const answer = all[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
