import { Duration } from 'aws-cdk-lib';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import { CfnEventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { allow } from './allow.ts';

export interface StreamLaneProps {
  readonly stream: IStream;
  readonly function: LambdaFunction;
  /** Where whole records go whose retries are spent. */
  readonly failureBucket: Bucket;
  /** Records a call, up to 10,000. */
  readonly batchSize: number;
  /** How long a batch may wait to fill. */
  readonly window: Duration;
  readonly parallelizationFactor: number;
  /** Only records whose JSON matches; undefined = all. */
  readonly filterPattern?: object;
}

const READ_STREAM = [
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:GetRecords',
  'kinesis:GetShardIterator',
  'kinesis:ListShards',
];

/** One reader of the stream, with every setting that keeps a poison record from blocking a shard or a failure from vanishing. */
export class StreamLane extends Construct {
  constructor(scope: Construct, id: string, props: StreamLaneProps) {
    super(scope, id);
    const mapping = new CfnEventSourceMapping(this, 'Mapping', {
      eventSourceArn: props.stream.streamArn,
      functionName: props.function.functionName,
      startingPosition: 'TRIM_HORIZON',
      batchSize: props.batchSize,
      maximumBatchingWindowInSeconds: props.window.toSeconds(),
      parallelizationFactor: props.parallelizationFactor,
      bisectBatchOnFunctionError: true,
      functionResponseTypes: ['ReportBatchItemFailures'],
      // The defaults retry for ever. A store that is down for hours must not lose events: the age decides, not the count.
      maximumRetryAttempts: 10_000,
      maximumRecordAgeInSeconds: Duration.hours(20).toSeconds(),
      destinationConfig: { onFailure: { destination: props.failureBucket.bucketArn } },
      ...(props.filterPattern === undefined
        ? {}
        : { filterCriteria: { filters: [{ pattern: JSON.stringify(props.filterPattern) }] } }),
    });
    this.grant(props);
    mapping.node.addDependency(props.function.role ?? props.function);
  }

  /** What the poller does with the function's role: read, and put what failed. */
  private grant({ stream, failureBucket, function: { role } }: StreamLaneProps): void {
    if (role === undefined) return;
    allow(role, READ_STREAM, stream.streamArn);
    allow(role, ['s3:ListBucket'], failureBucket.bucketArn);
    allow(role, ['s3:PutObject'], failureBucket.arnForObjects('aws/lambda/*'));
  }
}
