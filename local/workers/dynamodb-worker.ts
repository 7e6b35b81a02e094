import { EventEmitter } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import { tameLevel } from '../dynamodb/level.ts';
import { COMPACT, type DynamoDbReply, type DynamoDbRequest } from '../dynamodb/worker-protocol.ts';

/**
 * dynalite over LevelDB on disk. It is an HTTP server that never listens: requests come as messages and
 * are handed to it as `request` events, which saves a third of the time of a small put.
 */
const port = parentPort;
if (port === null) throw new Error('dynamodb-worker runs as a worker thread only');
const { folder } = workerData as { folder: string };
const level = tameLevel();
const server = dynalite({ path: folder, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });

/** What dynalite asks of a signature is that there is one. */
const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
  'x-amz-date': '20260101T000000Z',
};

/** Requests that are not answered yet. */
let asked = 0;
/** A compaction waits for them; whatever comes meanwhile waits for it. */
let compacting: DynamoDbRequest | undefined;
let held: DynamoDbRequest[] = [];

const reply = (answered: DynamoDbReply): void => port.postMessage(answered);

function take(request: DynamoDbRequest): void {
  if (compacting !== undefined) held.push(request);
  else if (request.operation === COMPACT) {
    compacting = request;
    whenIdle();
  } else answer(request);
}

function answer({ id, operation, body }: DynamoDbRequest): void {
  asked += 1;
  const request = Object.assign(new EventEmitter(), {
    method: 'POST',
    url: '/',
    headers: { ...HEADERS, 'x-amz-target': `DynamoDB_20120810.${operation}` },
  });
  const response = {
    statusCode: 200,
    setHeader: () => undefined,
    end(text = '') {
      reply({ id, statusCode: response.statusCode, body: text });
      asked -= 1;
      whenIdle();
    },
  };
  server.emit('request', request, response);
  request.emit('data', Buffer.from(body));
  request.emit('end');
}

function whenIdle(): void {
  if (asked > 0) return;
  if (compacting === undefined) void level.closeReaders();
  else void compact(compacting.id);
}

async function compact(id: number): Promise<void> {
  await level.compact();
  reply({ id, statusCode: 200, body: '{}' });
  const waiting = held;
  [compacting, held] = [undefined, []];
  waiting.forEach(take);
}

port.on('message', take);
reply({ id: 0, statusCode: 200, body: '' });
