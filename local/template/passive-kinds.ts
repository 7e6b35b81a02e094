import { arn, type ResourceKind } from './resource-kind.ts';

const passive = (service: string): ResourceKind => ({
  shape: 'inert',
  identify: (_properties, room) => {
    const own = arn(service, room, room.name);
    return { ref: room.name, attributes: { Arn: own, Id: room.name, TopicArn: own, TopicName: room.name } };
  },
});

/** Resources that change nothing on one machine: rights, logs, alarms and their mail. */
export const PASSIVE_KINDS: Readonly<Record<string, ResourceKind>> = {
  'AWS::IAM::Role': passive('iam'),
  'AWS::IAM::Policy': passive('iam'),
  'AWS::IAM::ManagedPolicy': passive('iam'),
  'AWS::Logs::LogGroup': passive('logs'),
  'AWS::Logs::LogStream': passive('logs'),
  'AWS::Logs::ResourcePolicy': passive('logs'),
  'AWS::Logs::MetricFilter': passive('logs'),
  'AWS::CloudWatch::Alarm': passive('cloudwatch'),
  'AWS::CloudWatch::CompositeAlarm': passive('cloudwatch'),
  'AWS::CloudWatch::Dashboard': passive('cloudwatch'),
  'AWS::SNS::Topic': {
    shape: 'inert',
    identify: (_properties, room) => {
      const own = arn('sns', room, room.name);
      return { ref: own, attributes: { TopicArn: own, TopicName: room.name } };
    },
  },
  'AWS::SNS::TopicPolicy': passive('sns'),
  'AWS::S3::BucketPolicy': passive('s3'),
  'AWS::KMS::Alias': passive('kms'),
  'AWS::Lambda::Permission': passive('lambda'),
  'AWS::SecretsManager::ResourcePolicy': passive('secretsmanager'),
  'AWS::Budgets::Budget': passive('budgets'),
  'AWS::Pinpoint::App': passive('mobiletargeting'),
  'AWS::SES::ConfigurationSet': passive('ses'),
  'AWS::CDK::Metadata': passive('cdk'),
};
