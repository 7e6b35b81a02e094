import type { Usage, UsageTags } from './usage.ts';

/** One call to a cloud API, as the gateway records it. */
export interface RecordedCall {
  /** Unique among all calls ever recorded. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** `dynamodb`, `kinesis`, `s3`, `lambda`, … */
  readonly service: string;
  readonly operation: string;
  /** Who called: a function's logical id, or a tool. */
  readonly caller: string;
  readonly statusCode: number;
  readonly bytesIn: number;
  /** DynamoDB capacity, in whole or half units. */
  readonly capacityUnits?: number | undefined;
}

const DYNAMO_READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);
const S3_GETS = new Set(['GetObject', 'HeadObject']);

/** Stations by the beginning of a function's logical id; a caller that is none of ours has no stage. */
const STAGES: readonly (readonly [RegExp, string])[] = [
  [/^(Collect|Ingest|HandleUrgent|WatchSources|Replay)/, 'events'],
  [/^(Train|Summarise|Solve|Score|Snapshot|Publish)/, 'models'],
  [/^Persona/, 'personas'],
  [/^(WriteCopy|Copy)/, 'copy'],
  [/^Plan/, 'plan'],
  [/^(Dispatch|Send|Due|Deliver)/, 'delivery'],
  [/^(Outcome|Track)/, 'outcomes'],
];

/**
 * What a call costs in metered units; undefined where it costs nothing or nobody knows (calls that failed on the
 * cloud's side are not billed). Kinesis bills each record rounded up to a kilobyte: the whole call is rounded up
 * here, which is exact for single records and low for many small ones.
 */
export function meterCall(call: RecordedCall, region: string, tags: UsageTags = {}): Usage | undefined {
  const metered = call.statusCode >= 500 ? undefined : unitsOf(call);
  if (metered === undefined || metered.quantity === 0) return undefined;
  const stage = STAGES.find(([beginning]) => beginning.test(call.caller))?.[1];
  return {
    id: `call ${call.id}`,
    atMs: Date.parse(call.at),
    ...metered,
    region,
    tags: { ...(stage === undefined ? {} : { stage }), ...tags },
  };
}

type Metered = Pick<Usage, 'service' | 'unit' | 'quantity'>;

function unitsOf({ service, operation, bytesIn, capacityUnits = 0 }: RecordedCall): Metered | undefined {
  switch (service) {
    case 'dynamodb':
      return DYNAMO_READS.has(operation)
        ? {
            service: 'AmazonDynamoDB',
            unit: 'read-request-half-unit',
            quantity: Math.round(capacityUnits * 2),
          }
        : { service: 'AmazonDynamoDB', unit: 'write-request-unit', quantity: Math.ceil(capacityUnits) };
    case 'kinesis':
      return operation.startsWith('Put')
        ? { service: 'AmazonKinesis', unit: 'kilobyte-in', quantity: Math.ceil(bytesIn / 1024) }
        : undefined;
    case 's3':
      return {
        service: 'AmazonS3',
        unit: S3_GETS.has(operation) ? 'get-request' : 'put-request',
        // Deleting is free.
        quantity: operation.startsWith('Delete') ? 0 : 1,
      };
    case 'lambda':
      return { service: 'AWSLambda', unit: 'request', quantity: 1 };
    default:
      return undefined;
  }
}
