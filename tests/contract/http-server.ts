import { once } from 'node:events';
import type { Server } from 'node:http';

/** The server once it listens on a free port of this machine. */
export async function listen(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Ends the server with every connection that is open. */
export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
