import { STREAM } from './assembly.ts';

/** One resource of each kind that answers AWS calls. */
export const ASSEMBLY = {
  stacks: {
    App: {
      Resources: {
        Events: STREAM,
        Many: {
          Type: 'AWS::Kinesis::Stream',
          Properties: { StreamModeDetails: { StreamMode: 'ON_DEMAND' } },
        },
        Table: {
          Type: 'AWS::DynamoDB::Table',
          Properties: {
            KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          },
        },
        Lake: { Type: 'AWS::S3::Bucket', Properties: {} },
        Archive: {
          Type: 'AWS::KinesisFirehose::DeliveryStream',
          Properties: {
            ExtendedS3DestinationConfiguration: {
              BucketARN: { 'Fn::GetAtt': ['Lake', 'Arn'] },
              RoleARN: 'role',
              BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 },
              CompressionFormat: 'GZIP',
              Prefix: 'events/year=!{timestamp:yyyy}/month=!{timestamp:MM}/',
            },
          },
        },
        Keys: {
          Type: 'AWS::SecretsManager::Secret',
          Properties: {
            GenerateSecretString: {
              SecretStringTemplate: '{"user":"a"}',
              GenerateStringKey: 'key',
              PasswordLength: 40,
            },
          },
        },
      },
    },
  },
};
