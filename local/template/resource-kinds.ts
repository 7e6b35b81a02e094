import { FEEDBACK_KINDS } from './feedback-kinds.ts';
import { HTTP_API_KINDS } from './http-api-kinds.ts';
import { arn, type Identity, type NameRoom, type ResourceKind, text } from './resource-kind.ts';
import type { Shape } from './shape.ts';
import { STATE_MACHINE_KIND } from './state-machine-kind.ts';

/** A kind whose Ref is its name and whose `Arn` follows from it. */
const named =
  (property: string, toArn: (name: string, room: NameRoom) => string) =>
  (properties: Record<string, unknown>, room: NameRoom): Identity => {
    const name = text(properties[property]) ?? room.name;
    return { ref: name, attributes: { Arn: toArn(name, room) } };
  };

const tableArn = (name: string, room: NameRoom): string => arn('dynamodb', room, `table/${name}`);

const functionShape: Shape = {
  Code: { S3Bucket: 'acts', S3Key: 'acts', ZipFile: 'acts' },
  Handler: 'acts',
  Runtime: 'acts',
  Environment: { Variables: 'acts' },
  Timeout: 'acts',
  MemorySize: 'acts',
  FunctionName: 'acts',
  ReservedConcurrentExecutions: 'acts',
  Architectures: 'inert',
  Role: 'inert',
  Description: 'inert',
  TracingConfig: 'inert',
  LoggingConfig: 'inert',
  Tags: 'inert',
  KmsKeyArn: 'inert',
  EphemeralStorage: 'inert',
  RecursiveLoop: 'inert',
};

const indexShape: Shape = 'acts';

/** Resources that are brought up. Anything in neither list is refused by name. */
export const ACTIVE_KINDS: Readonly<Record<string, ResourceKind>> = {
  'AWS::DynamoDB::Table': {
    shape: {
      TableName: 'acts',
      KeySchema: 'acts',
      AttributeDefinitions: 'acts',
      GlobalSecondaryIndexes: indexShape,
      LocalSecondaryIndexes: indexShape,
      BillingMode: 'inert',
      ProvisionedThroughput: 'inert',
      OnDemandThroughput: 'inert',
      WarmThroughput: 'inert',
      SSESpecification: 'inert',
      PointInTimeRecoverySpecification: 'acts',
      ContributorInsightsSpecification: 'inert',
      TimeToLiveSpecification: 'inert',
      DeletionProtectionEnabled: 'inert',
      TableClass: 'inert',
      Tags: 'inert',
    },
    identify: named('TableName', tableArn),
  },
  'AWS::DynamoDB::GlobalTable': {
    shape: {
      TableName: 'acts',
      KeySchema: 'acts',
      AttributeDefinitions: 'acts',
      GlobalSecondaryIndexes: indexShape,
      LocalSecondaryIndexes: indexShape,
      BillingMode: 'inert',
      Replicas: 'inert',
      SSESpecification: 'inert',
      TimeToLiveSpecification: 'inert',
      WriteOnDemandThroughputSettings: 'inert',
      WriteProvisionedThroughputSettings: 'inert',
      WarmThroughput: 'inert',
    },
    identify: named('TableName', tableArn),
  },
  'AWS::Kinesis::Stream': {
    shape: {
      Name: 'acts',
      ShardCount: 'acts',
      StreamModeDetails: { StreamMode: 'acts' },
      RetentionPeriodHours: 'acts',
      StreamEncryption: 'inert',
      Tags: 'inert',
    },
    identify: named('Name', (name, room) => arn('kinesis', room, `stream/${name}`)),
  },
  'AWS::S3::Bucket': {
    shape: {
      BucketName: 'acts',
      VersioningConfiguration: 'inert',
      LifecycleConfiguration: 'inert',
      BucketEncryption: 'inert',
      PublicAccessBlockConfiguration: 'inert',
      OwnershipControls: 'inert',
      AccessControl: 'inert',
      LoggingConfiguration: 'inert',
      IntelligentTieringConfigurations: 'inert',
      MetricsConfigurations: 'inert',
      Tags: 'inert',
    },
    identify: (properties, room) => {
      const name = text(properties['BucketName']) ?? bucketName(room.name);
      const domain = `${name}.s3.amazonaws.com`;
      return {
        ref: name,
        attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: domain, RegionalDomainName: domain },
      };
    },
  },
  'AWS::KMS::Key': {
    shape: {
      Description: 'inert',
      EnableKeyRotation: 'inert',
      KeyPolicy: 'inert',
      PendingWindowInDays: 'inert',
      RotationPeriodInDays: 'inert',
      Tags: 'inert',
    },
    identify: (_properties, room) => ({
      ref: room.name,
      attributes: { Arn: arn('kms', room, `key/${room.name}`), KeyId: room.name },
    }),
  },
  'AWS::SecretsManager::Secret': {
    shape: {
      Name: 'acts',
      SecretString: 'acts',
      GenerateSecretString: {
        PasswordLength: 'acts',
        ExcludePunctuation: 'acts',
        ExcludeCharacters: 'acts',
        ExcludeLowercase: 'acts',
        ExcludeUppercase: 'acts',
        ExcludeNumbers: 'acts',
        IncludeSpace: 'acts',
        RequireEachIncludedType: 'acts',
        SecretStringTemplate: 'acts',
        GenerateStringKey: 'acts',
      },
      Description: 'inert',
      KmsKeyId: 'inert',
      Tags: 'inert',
    },
    identify: (properties, room) => {
      const secretArn = arn('secretsmanager', room, `secret:${text(properties['Name']) ?? room.name}`);
      return { ref: secretArn, attributes: { Id: secretArn, Arn: secretArn } };
    },
  },
  'AWS::KinesisFirehose::DeliveryStream': {
    shape: {
      DeliveryStreamName: 'acts',
      DeliveryStreamType: 'acts',
      DeliveryStreamEncryptionConfigurationInput: 'inert',
      Tags: 'inert',
      ExtendedS3DestinationConfiguration: {
        BucketARN: 'acts',
        BufferingHints: { IntervalInSeconds: 'acts', SizeInMBs: 'acts' },
        CompressionFormat: 'acts',
        Prefix: 'acts',
        ErrorOutputPrefix: 'inert',
        FileExtension: 'acts',
        RoleARN: 'inert',
        EncryptionConfiguration: 'inert',
        CloudWatchLoggingOptions: 'inert',
      },
    },
    identify: named('DeliveryStreamName', (name, room) => arn('firehose', room, `deliverystream/${name}`)),
  },
  'AWS::Lambda::Function': {
    shape: functionShape,
    identify: named('FunctionName', (name, room) => arn('lambda', room, `function:${name}`)),
  },
  'AWS::Lambda::EventSourceMapping': {
    shape: {
      EventSourceArn: 'acts',
      FunctionName: 'acts',
      Enabled: 'acts',
      BatchSize: 'acts',
      MaximumBatchingWindowInSeconds: 'acts',
      ParallelizationFactor: 'acts',
      BisectBatchOnFunctionError: 'acts',
      FunctionResponseTypes: 'acts',
      MaximumRetryAttempts: 'acts',
      MaximumRecordAgeInSeconds: 'acts',
      StartingPosition: 'acts',
      FilterCriteria: { Filters: [{ Pattern: 'acts' }] },
      DestinationConfig: { OnFailure: { Destination: 'acts' } },
      MetricsConfig: 'inert',
      KmsKeyArn: 'inert',
      Tags: 'inert',
    },
    identify: (_properties, room) => ({ ref: room.name, attributes: { Id: room.name } }),
  },
  'AWS::Lambda::EventInvokeConfig': {
    shape: {
      FunctionName: 'acts',
      Qualifier: 'inert',
      MaximumRetryAttempts: 'acts',
      MaximumEventAgeInSeconds: 'acts',
    },
    identify: (_properties, room) => ({ ref: room.name, attributes: {} }),
  },
  ...HTTP_API_KINDS,
  ...FEEDBACK_KINDS,
  'AWS::StepFunctions::StateMachine': STATE_MACHINE_KIND,
  'AWS::Scheduler::Schedule': {
    shape: {
      Name: 'acts',
      ScheduleExpression: 'acts',
      ScheduleExpressionTimezone: 'acts',
      State: 'acts',
      Target: { Arn: 'acts', Input: 'acts', RoleArn: 'inert', RetryPolicy: 'inert' },
      FlexibleTimeWindow: { Mode: 'acts' },
      Description: 'inert',
      GroupName: 'inert',
      KmsKeyArn: 'inert',
    },
    identify: named('Name', (name, room) => arn('scheduler', room, `schedule/default/${name}`)),
  },
  'AWS::Events::Rule': {
    shape: {
      Name: 'acts',
      ScheduleExpression: 'acts',
      State: 'acts',
      Targets: [{ Arn: 'acts', Id: 'inert', Input: 'acts', RetryPolicy: 'inert' }],
      Description: 'inert',
      Tags: 'inert',
    },
    identify: named('Name', (name, room) => arn('events', room, `rule/${name}`)),
  },
};

function bucketName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, 63);
}
