import { Agent, request } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import { InputError } from '#core/kernel/errors.ts';
import type { Answer, Call } from '../gateway/call.ts';
import type { CloudResource } from '../template/read-cloud.ts';

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
const SIGNED_HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
  'x-amz-date': '20260101T000000Z',
};

/** dynalite in a thread of its own, its tables on disk. */
export class DynamoDbEmulator {
  readonly #worker: Worker;
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  private constructor(worker: Worker, port: number) {
    this.#worker = worker;
    this.#port = port;
  }

  static async start(folder: string, region: string): Promise<DynamoDbEmulator> {
    const worker = new Worker(new URL('../workers/dynamodb-worker.ts', import.meta.url), {
      workerData: { folder },
      env: { AWS_REGION: region },
    });
    const port = await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    return new DynamoDbEmulator(worker, port);
  }

  /** Makes the table of a template unless an earlier start has. @throws InputError if its keys have changed. */
  async ensureTable(resource: CloudResource): Promise<void> {
    const wanted = tableRequest(resource);
    const known = await this.#json('DescribeTable', { TableName: resource.ref });
    if (known.statusCode !== 200) {
      const made = await this.#json('CreateTable', wanted);
      if (made.statusCode !== 200) throw new InputError(`table ${resource.logicalId}: ${JSON.stringify(made.body)}`);
    } else if (!isSameSchema(known.body['Table'] as TableSchema, wanted))
      throw new InputError(
        `table ${resource.logicalId}: keys or indexes differ from those in the data folder; start on a new folder`,
      );
    await this.#untilActive(resource.ref);
  }

  /** Passes a call on as it came; capacity is always asked for, and hidden from who did not ask. */
  async call(operation: string, { headers, body }: Pick<Call, 'headers' | 'body'>): Promise<Answer> {
    const isAdded = CAPACITY_OPERATIONS.has(operation) && !body.includes(CAPACITY_FIELD) && body.length > 2;
    const asked = isAdded ? Buffer.concat([ADDED_FIELD, body.subarray(body.indexOf('{') + 1)]) : body;
    const answer = await this.#post(asked, {
      'content-type': headers['content-type'] ?? SIGNED_HEADERS['content-type'],
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      authorization: SIGNED_HEADERS.authorization,
      'x-amz-date': SIGNED_HEADERS['x-amz-date'],
    });
    const { capacityUnits, body: shown } = readCapacity(answer.body, isAdded);
    const contentType = { 'content-type': SIGNED_HEADERS['content-type'] };
    return { statusCode: answer.statusCode, headers: contentType, body: shown, capacityUnits };
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    const closed = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.postMessage('close');
    await closed;
  }

  async #untilActive(name: string): Promise<void> {
    for (;;) {
      const { body } = await this.#json('DescribeTable', { TableName: name });
      if ((body['Table'] as { TableStatus?: string } | undefined)?.TableStatus === 'ACTIVE') return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async #json(operation: string, input: unknown): Promise<{ statusCode: number; body: Record<string, unknown> }> {
    const { statusCode, body } = await this.call(operation, { headers: {}, body: Buffer.from(JSON.stringify(input)) });
    return { statusCode, body: JSON.parse(body.toString()) as Record<string, unknown> };
  }

  #post(body: Buffer, headers: Record<string, string>): Promise<{ statusCode: number; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { host: '127.0.0.1', port: this.#port, method: 'POST', agent: this.#agent, headers: { ...headers, 'content-length': body.length } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve({ statusCode: response.statusCode ?? 500, body: Buffer.concat(chunks) }));
          response.on('error', reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
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

function indexRequest(index: Record<string, unknown>): { IndexName: string; KeySchema: unknown; Projection: unknown } {
  return { IndexName: String(index['IndexName']), KeySchema: index['KeySchema'], Projection: index['Projection'] };
}

function isSameSchema(known: TableSchema, wanted: TableSchema): boolean {
  const view = ({ KeySchema, GlobalSecondaryIndexes = [] }: TableSchema): unknown => [
    KeySchema,
    GlobalSecondaryIndexes.map(({ IndexName, KeySchema: keys }) => [IndexName, keys]).sort(),
  ];
  return isDeepStrictEqual(view(known), view(wanted));
}

const CAPACITY = /"ConsumedCapacity":(?:\{[^{}]*\}|\[\{[^[\]]*\}\])/;

/**
 * Capacity units of an answer. An attribute of that name cannot be taken for it: in an item it is followed
 * by a type letter, never by table name and units.
 */
function readCapacity(body: Buffer, isHidden: boolean): { capacityUnits: number | undefined; body: Buffer } {
  const at = body.indexOf('"ConsumedCapacity":');
  if (at < 0) return { capacityUnits: undefined, body };
  const text = body.toString();
  const field = [...text.matchAll(new RegExp(CAPACITY, 'g'))].find(([match]) => match.includes('"CapacityUnits":'));
  if (field === undefined) return { capacityUnits: undefined, body };
  const units = [...field[0].matchAll(/"CapacityUnits":([\d.]+)/g)].reduce((sum, [, n]) => sum + Number(n), 0);
  if (!isHidden) return { capacityUnits: units, body };
  const rest = text.replace(field[0], '').replace(/^\{,/, '{').replace(',,', ',').replace(/,\}$/, '}');
  return { capacityUnits: units, body: Buffer.from(rest) };
}
