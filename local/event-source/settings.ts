import { InputError } from '#core/kernel/errors.ts';
import { flagProperty, numberProperty, textProperty } from '../template/property.ts';
import type { CloudResource } from '../template/read-cloud.ts';
import { compilePattern } from './filter-pattern.ts';

/** An event source mapping as the template says it, with Lambda's defaults filled in. */
export interface MappingSettings {
  readonly id: string;
  readonly streamArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly parallelizationFactor: number;
  readonly isBisecting: boolean;
  readonly reportsItemFailures: boolean;
  /** Infinity: until the record expires. */
  readonly maxRetries: number;
  readonly maxAgeMs: number;
  readonly startsAt: 'TRIM_HORIZON' | 'LATEST';
  /** True for records that the function shall see. */
  readonly isWanted: ((record: unknown) => boolean) | undefined;
  /** Bucket for the records of discarded batches. */
  readonly failureBucket: string | undefined;
}

/** @throws InputError naming what the mapping asks that the local cloud does not do. */
export function readSettings({ logicalId, ref, properties }: CloudResource): MappingSettings {
  const number = (name: string, fallback: number): number => numberProperty(properties, name, fallback);
  const streamArn = textProperty(properties, 'EventSourceArn') ?? '';
  if (!streamArn.includes(':kinesis:')) throw refusal(logicalId, `event source ${streamArn}`);
  const startsAt = properties['StartingPosition'] ?? 'TRIM_HORIZON';
  if (startsAt !== 'TRIM_HORIZON' && startsAt !== 'LATEST')
    throw refusal(logicalId, `StartingPosition ${JSON.stringify(startsAt)}`);
  const responseTypes = (properties['FunctionResponseTypes'] ?? []) as string[];
  return {
    id: ref,
    streamArn,
    functionName: textProperty(properties, 'FunctionName') ?? '',
    batchSize: number('BatchSize', 100),
    windowMs: number('MaximumBatchingWindowInSeconds', 0) * 1000,
    parallelizationFactor: number('ParallelizationFactor', 1),
    isBisecting: flagProperty(properties, 'BisectBatchOnFunctionError', false),
    reportsItemFailures: responseTypes.includes('ReportBatchItemFailures'),
    maxRetries: orForever(number('MaximumRetryAttempts', -1)),
    maxAgeMs: orForever(number('MaximumRecordAgeInSeconds', -1)) * 1000,
    startsAt,
    isWanted: compileFilters(properties['FilterCriteria'] as FilterCriteria | undefined),
    failureBucket: failureBucket(logicalId, properties['DestinationConfig'] as DestinationConfig | undefined),
  };
}

interface DestinationConfig {
  readonly OnFailure?: { readonly Destination?: string };
}

function failureBucket(logicalId: string, config: DestinationConfig | undefined): string | undefined {
  const destination = config?.OnFailure?.Destination;
  if (destination === undefined || destination.startsWith('arn:aws:s3:::'))
    return destination?.slice('arn:aws:s3:::'.length);
  throw refusal(logicalId, `failure destination ${destination}`);
}

function refusal(logicalId: string, what: string): InputError {
  return new InputError(`event source mapping ${logicalId}: ${what} is not known to the local cloud`);
}

interface FilterCriteria {
  readonly Filters?: readonly { readonly Pattern: string }[];
}

function compileFilters(criteria: FilterCriteria | undefined): ((record: unknown) => boolean) | undefined {
  const patterns = (criteria?.Filters ?? []).map(({ Pattern }) => compilePattern(JSON.parse(Pattern)));
  return patterns.length === 0 ? undefined : (record) => patterns.some((matches) => matches(record));
}

function orForever(value: number): number {
  return value < 0 ? Number.POSITIVE_INFINITY : value;
}
