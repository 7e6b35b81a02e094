import type { Units, UsageTally } from '#core/cost/meter/usage-tally.ts';

/** The part of a client of the SDK that is used here; every client has it. */
interface Client {
  readonly middlewareStack: object;
}

type Step = (args: { readonly input: object }) => Promise<{ readonly output: object }>;
type Middleware = (next: Step, context: { readonly commandName?: string }) => Step;
interface Stack {
  add(middleware: Middleware, options: object): void;
}

/**
 * The same client; whatever it asks of DynamoDB, S3 and Firehose is counted, each attempt that reached the service by itself:
 * capacity as DynamoDB tells it (of a condition that failed it tells none), requests to S3 whatever they answered.
 */
export function meteredClient<Any extends Client>(client: Any, tally: Pick<UsageTally, 'count'>): Any {
  const stack = client.middlewareStack as Stack;
  stack.add(
    (next, { commandName = '' }) =>
      async (args) =>
        next(commandName in DYNAMO ? { ...args, input: { ...args.input, ...ASK } } : args),
    { step: 'initialize', name: 'askForCapacity' },
  );
  stack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        try {
          const result = await next(args);
          const units = unitsOf(commandName, args.input, result.output);
          if (units !== undefined) tally.count(units);
          return result;
        } catch (error) {
          const unit = S3[commandName];
          if (unit !== undefined && statusOf(error) < 500) tally.count(request(unit));
          throw error;
        }
      },
    // Outside of what reads the answer, inside of what repeats the request.
    { step: 'deserialize', name: 'meter', priority: 'high' },
  );
  return client;
}

const ASK = { ReturnConsumedCapacity: 'TOTAL' } as const;

const READ = 'read-request-half-unit';
const WRITE = 'write-request-unit';
const DYNAMO: Readonly<Record<string, string>> = {
  GetItemCommand: READ,
  BatchGetItemCommand: READ,
  QueryCommand: READ,
  ScanCommand: READ,
  PutItemCommand: WRITE,
  UpdateItemCommand: WRITE,
  DeleteItemCommand: WRITE,
  BatchWriteItemCommand: WRITE,
};
/** Deleting is free. */
const S3: Readonly<Record<string, string>> = {
  GetObjectCommand: 'get-request',
  HeadObjectCommand: 'get-request',
  PutObjectCommand: 'put-request',
  ListObjectsV2Command: 'put-request',
};

const request = (unit: string): Units => ({ service: 'AmazonS3', unit, quantity: 1 });

function unitsOf(commandName: string, input: object, output: object): Units | undefined {
  if (commandName === 'PutRecordBatchCommand') return firehose(input);
  const s3 = S3[commandName];
  if (s3 !== undefined) return request(s3);
  const unit = DYNAMO[commandName];
  if (unit === undefined) return undefined;
  const told = (output as { ConsumedCapacity?: Capacity | readonly Capacity[] }).ConsumedCapacity ?? [];
  const capacity = [told].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  return {
    service: 'AmazonDynamoDB',
    unit,
    quantity: unit === READ ? Math.round(capacity * 2) : Math.ceil(capacity),
  };
}

interface FirehoseInput {
  readonly Records?: readonly { readonly Data?: Uint8Array }[];
}

/** Each record is billed as a multiple of five kilobytes. */
function firehose({ Records = [] }: FirehoseInput): Units {
  const kilobytes = Records.reduce((sum, { Data }) => sum + 5 * Math.ceil((Data?.length ?? 0) / 5120), 0);
  return { service: 'AmazonKinesisFirehose', unit: 'kilobyte-in', quantity: kilobytes };
}

interface Capacity {
  readonly CapacityUnits?: number;
}

/** A request without an answer never came there, for all that is known. */
const statusOf = (error: unknown): number =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ??
  (error as { $response?: { statusCode?: number } }).$response?.statusCode ??
  500;
