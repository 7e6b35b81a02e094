import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import { COMPACT, type DynamoDbReply, type DynamoDbRequest } from '../dynamodb/worker-protocol.ts';

/**
 * dynalite over LevelDB on disk. It is an HTTP server that never listens: requests come as messages and
 * are handed to it as `request` events, which saves a third of the time of a small put.
 */
const port = parentPort;
if (port === null) throw new Error('dynamodb-worker runs as a worker thread only');
const { folder } = workerData as { folder: string };
readInPlace();
/** Every database that was read from. */
const databases = new Set<Database>();
const server = dynalite({ path: folder, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });

/** What dynalite asks of a signature is that there is one. */
const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
  'x-amz-date': '20260101T000000Z',
};

port.on('message', ({ id, operation, body }: DynamoDbRequest) => {
  if (operation === COMPACT) {
    void compact().then(() => port.postMessage({ id, statusCode: 200, body: '{}' } satisfies DynamoDbReply));
    return;
  }
  const request = Object.assign(new EventEmitter(), {
    method: 'POST',
    url: '/',
    headers: { ...HEADERS, 'x-amz-target': `DynamoDB_20120810.${operation}` },
  });
  const response = {
    statusCode: 200,
    setHeader: () => undefined,
    end(answer = '') {
      const reply: DynamoDbReply = { id, statusCode: response.statusCode, body: answer };
      port.postMessage(reply);
    },
  };
  server.emit('request', request, response);
  request.emit('data', Buffer.from(body));
  request.emit('end');
});

port.postMessage({ id: 0, statusCode: 200, body: '' } satisfies DynamoDbReply);

/**
 * LevelDB answers a read from its cache in microseconds; handing each to the thread pool costs fifty times
 * that, twice per conditional put. Writes stay asynchronous.
 */
function readInPlace(): void {
  const requireAsDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'));
  const { Level } = requireAsDynalite('level') as { Level: { prototype: object } };
  const prototype = Object.getPrototypeOf(Level.prototype) as Database;
  const target = Object.hasOwn(Level.prototype, '_get') ? (Level.prototype as Database) : prototype;
  target._get = async function (this: Database, key, options) {
    databases.add(this);
    return this._getSync(key, options);
  };
}

interface Database {
  _get(key: unknown, options: unknown): Promise<unknown>;
  _getSync(key: unknown, options: unknown): unknown;
  compactRange(start: unknown, end: unknown, options: object): Promise<void>;
}

/** Rewrites what is stored: what was deleted or replaced is then in no file any more. */
async function compact(): Promise<void> {
  const bounds = { keyEncoding: 'buffer' };
  for (const database of databases)
    await database.compactRange(Buffer.alloc(1), Buffer.alloc(32, 0xff), bounds);
}
