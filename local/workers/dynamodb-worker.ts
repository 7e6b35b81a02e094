import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';

/** dynalite over LevelDB on disk; tells its port, ends on any message. */
const { folder } = workerData as { folder: string };
const server = (dynalite as (options: Record<string, unknown>) => Server)({
  path: folder,
  createTableMs: 0,
  updateTableMs: 0,
  deleteTableMs: 0,
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
parentPort?.once('message', () => {
  server.closeAllConnections();
  server.close(() => process.exit(0));
});
