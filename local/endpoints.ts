import type { SecretStore } from './secrets/secret-store.ts';
import type { Cloud } from './template/read-cloud.ts';

/** Where everything is, for tools and people. Lists are by logical id. */
export interface Endpoints {
  readonly gateway: string;
  /** Address of each HTTP API. */
  readonly apis: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, string>>;
  readonly streams: Readonly<Record<string, string>>;
  readonly buckets: Readonly<Record<string, string>>;
  readonly deliveryStreams: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, string>>;
  readonly stateMachines: Readonly<Record<string, string>>;
  /** Values of the secrets: they are this machine's own, made by `startLocalCloud`. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface EndpointsSource {
  readonly cloud: Cloud;
  readonly gatewayUrl: string;
  readonly secrets: SecretStore;
}

export function describeEndpoints({ cloud, gatewayUrl, secrets }: EndpointsSource): Endpoints {
  const refs = (...types: string[]): Record<string, string> =>
    Object.fromEntries(cloud.ofType(...types).map(({ logicalId, ref }) => [logicalId, ref]));
  const secretResources = cloud.ofType('AWS::SecretsManager::Secret');
  const apis = Object.entries(refs('AWS::ApiGatewayV2::Api'));
  return {
    gateway: gatewayUrl,
    apis: Object.fromEntries(apis.map(([logicalId, ref]) => [logicalId, `${gatewayUrl}/${ref}`])),
    tables: refs('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'),
    streams: refs('AWS::Kinesis::Stream'),
    buckets: refs('AWS::S3::Bucket'),
    deliveryStreams: refs('AWS::KinesisFirehose::DeliveryStream'),
    functions: refs('AWS::Lambda::Function'),
    stateMachines: refs('AWS::StepFunctions::StateMachine'),
    secrets: Object.fromEntries(
      secretResources.map(({ logicalId, arn }) => [logicalId, secrets.find(arn).value]),
    ),
    outputs: cloud.outputs(),
  };
}
