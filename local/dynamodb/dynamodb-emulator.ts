import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import { InputError } from '#core/kernel/errors.ts';
import type { Answer, Call } from '../gateway/call.ts';
import type { CloudResource } from '../template/read-cloud.ts';
import { COMPACT, type DynamoDbReply, type DynamoDbRequest } from './worker-protocol.ts';

const CAPACITY_OPERATIONS = new Set([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
]);
const CAPACITY_FIELD = '"ReturnConsumedCapacity"';
const ADDED_FIELD = Buffer.from(`{${CAPACITY_FIELD}:"TOTAL",`);
const HEADERS = { 'content-type': 'application/x-amz-json-1.0' };

type Reply = Pick<DynamoDbReply, 'statusCode' | 'body'>;

/** dynalite in a thread of its own, its tables on disk. */
export class DynamoDbEmulator {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  readonly #isLoaded: Promise<unknown>;
  #lastId = 0;

  constructor(folder: string, region: string) {
    this.#worker = new Worker(new URL('../workers/dynamodb-worker.ts', import.meta.url), {
      workerData: { folder },
      env: { AWS_REGION: region },
    });
    // The thread's first word, under no request's number, says that it has loaded.
    this.#isLoaded = new Promise((resolve) => this.#waiting.set(0, resolve));
    this.#worker.on('message', (reply: DynamoDbReply) => {
      this.#waiting.get(reply.id)?.(reply);
      this.#waiting.delete(reply.id);
    });
    this.#worker.on('error', (error: Error) => this.#fail(error.message));
  }

  /** Makes the table of a template unless an earlier start has. @throws InputError if its keys have changed. */
  async ensureTable(resource: CloudResource): Promise<void> {
    const wanted = tableRequest(resource);
    const known = await this.#json('DescribeTable', { TableName: resource.ref });
    if (known.statusCode !== 200) {
      const made = await this.#json('CreateTable', wanted);
      if (made.statusCode !== 200)
        throw new InputError(`table ${resource.logicalId}: ${JSON.stringify(made.body)}`);
    } else if (!isSameSchema(known.body['Table'] as TableSchema, wanted))
      throw new InputError(
        `table ${resource.logicalId}: keys or indexes differ from those in the data folder; start on a new folder`,
      );
    await this.#untilActive(resource.ref);
  }

  /** Passes a call on as it came; capacity is always asked for, and hidden from who did not ask. */
  async call(operation: string, { body }: Pick<Call, 'body'>): Promise<Answer> {
    const isAdded = CAPACITY_OPERATIONS.has(operation) && !body.includes(CAPACITY_FIELD) && body.length > 2;
    const asked = isAdded ? Buffer.concat([ADDED_FIELD, body.subarray(body.indexOf('{') + 1)]) : body;
    const answer = await this.#ask(operation, asked);
    const { capacityUnits, body: shown } = readCapacity(answer.body, isAdded);
    return { statusCode: answer.statusCode, headers: HEADERS, body: shown, capacityUnits };
  }

  /** Rewrites the files: what was deleted or replaced is then in none of them. */
  async compact(): Promise<void> {
    await this.#ask(COMPACT, Buffer.alloc(0));
  }

  /** LevelDB keeps what it has acknowledged, so ending the thread loses nothing. */
  async close(): Promise<void> {
    await this.#isLoaded;
    await this.#worker.terminate();
  }

  async #untilActive(name: string): Promise<void> {
    for (;;) {
      const { body } = await this.#json('DescribeTable', { TableName: name });
      if ((body['Table'] as { TableStatus?: string } | undefined)?.TableStatus === 'ACTIVE') return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async #json(
    operation: string,
    input: unknown,
  ): Promise<{ statusCode: number; body: Record<string, unknown> }> {
    const { statusCode, body } = await this.call(operation, { body: Buffer.from(JSON.stringify(input)) });
    return { statusCode, body: JSON.parse(body.toString()) as Record<string, unknown> };
  }

  #ask(operation: string, body: Uint8Array): Promise<Reply> {
    this.#lastId += 1;
    const request: DynamoDbRequest = { id: this.#lastId, operation, body };
    return new Promise((resolve) => {
      this.#waiting.set(request.id, resolve);
      this.#worker.postMessage(request);
    });
  }

  /** A database that breaks answers everybody who waits, by name. */
  #fail(message: string): void {
    const body = JSON.stringify({ __type: 'InternalServerError', message: `dynalite: ${message}` });
    for (const resolve of this.#waiting.values()) resolve({ statusCode: 500, body });
    this.#waiting.clear();
  }
}

interface TableSchema {
  readonly KeySchema?: unknown;
  readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string; readonly KeySchema: unknown }[];
}

function tableRequest({ ref, properties }: CloudResource): Record<string, unknown> & TableSchema {
  const indexes = properties['GlobalSecondaryIndexes'] as Record<string, unknown>[] | undefined;
  const local = properties['LocalSecondaryIndexes'];
  return {
    TableName: ref,
    KeySchema: properties['KeySchema'],
    AttributeDefinitions: properties['AttributeDefinitions'],
    BillingMode: 'PAY_PER_REQUEST',
    ...(indexes === undefined ? {} : { GlobalSecondaryIndexes: indexes.map(indexRequest) }),
    ...(local === undefined ? {} : { LocalSecondaryIndexes: local }),
  };
}

function indexRequest(index: Record<string, unknown>): {
  IndexName: string;
  KeySchema: unknown;
  Projection: unknown;
} {
  return {
    IndexName: String(index['IndexName']),
    KeySchema: index['KeySchema'],
    Projection: index['Projection'],
  };
}

function isSameSchema(known: TableSchema, wanted: TableSchema): boolean {
  const view = ({ KeySchema, GlobalSecondaryIndexes = [] }: TableSchema): unknown => [
    KeySchema,
    GlobalSecondaryIndexes.map(({ IndexName, KeySchema: keys }) => [IndexName, keys]).sort(),
  ];
  return isDeepStrictEqual(view(known), view(wanted));
}

const CAPACITY = /"ConsumedCapacity":(?:\{[^{}]*\}|\[\{[^[\]]*\}\])/g;

/**
 * Capacity units of an answer. An attribute of that name cannot be taken for it: in an item it is followed
 * by a type letter, never by table name and units.
 */
function readCapacity(body: string, isHidden: boolean): { capacityUnits: number | undefined; body: string } {
  if (!body.includes('"ConsumedCapacity":')) return { capacityUnits: undefined, body };
  const field = [...body.matchAll(CAPACITY)].find(([match]) => match.includes('"CapacityUnits":'));
  if (field === undefined) return { capacityUnits: undefined, body };
  const units = [...field[0].matchAll(/"CapacityUnits":([\d.]+)/g)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  );
  if (!isHidden) return { capacityUnits: units, body };
  const rest = body.replace(field[0], '').replace(/^\{,/, '{').replace(',,', ',').replace(/,\}$/, '}');
  return { capacityUnits: units, body: rest };
}
