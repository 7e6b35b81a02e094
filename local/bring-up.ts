import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InputError } from '#core/kernel/errors.ts';
import type { MovedClock } from './clock/moved-clock.ts';
import { EventSourceMapping } from './event-source/event-source-mapping.ts';
import { readSettings } from './event-source/settings.ts';
import { DeliveryStream, type DeliveryStreamOptions } from './firehose/delivery-stream.ts';
import type { RetryPolicy } from './functions/async-invocations.ts';
import { functionEnvironment } from './functions/function-environment.ts';
import type { FunctionOptions } from './functions/function-host.ts';
import type { Invoker } from './functions/invoker.ts';
import { Stream } from './kinesis/stream.ts';
import type { ObjectStore } from './s3/object-store.ts';
import type { SecretRecipe, SecretStore } from './secrets/secret-store.ts';
import { flagProperty, numberProperty, textProperty } from './template/property.ts';
import type { Cloud, CloudResource } from './template/read-cloud.ts';

/** On-demand streams begin with this many shards on AWS. */
const ON_DEMAND_SHARDS = 4;
const HOUR_MS = 3_600_000;

/** Makes what the templates call secrets, once. */
export function bringUpSecrets(cloud: Cloud, secrets: SecretStore, nowMs: number): void {
  for (const { ref, arn, properties } of cloud.ofType('AWS::SecretsManager::Secret')) {
    const value = properties['SecretString'] as string | undefined;
    const recipe = properties['GenerateSecretString'] as SecretRecipe | undefined;
    const name = textProperty(properties, 'Name') ?? ref.split(':').at(-1) ?? ref;
    secrets.ensure(name, arn, {
      ...(value === undefined ? {} : { value }),
      ...(recipe === undefined ? {} : { recipe }),
      nowMs,
    });
  }
}

export function bringUpStreams(cloud: Cloud, folder: string, nowMs: number): Stream[] {
  return cloud.ofType('AWS::Kinesis::Stream').map(({ ref, arn, properties }) => {
    const mode = (properties['StreamModeDetails'] as { StreamMode?: string } | undefined)?.StreamMode;
    const isOnDemand = mode === 'ON_DEMAND';
    const options = {
      name: ref,
      arn,
      folder: join(folder, ref),
      isOnDemand,
      shardCount: isOnDemand ? ON_DEMAND_SHARDS : numberProperty(properties, 'ShardCount', 1),
      retentionMs: numberProperty(properties, 'RetentionPeriodHours', 24) * HOUR_MS,
    };
    return new Stream(options, nowMs);
  });
}

export function bringUpFirehose(
  cloud: Cloud,
  world: { folder: string; store: ObjectStore; clock: MovedClock },
): DeliveryStream[] {
  return cloud
    .ofType('AWS::KinesisFirehose::DeliveryStream')
    .map(
      (resource) =>
        new DeliveryStream(readDelivery(resource), { ...world, folder: join(world.folder, resource.ref) }),
    );
}

function readDelivery({ logicalId, ref, properties }: CloudResource): DeliveryStreamOptions {
  const type = properties['DeliveryStreamType'] ?? 'DirectPut';
  const to = properties['ExtendedS3DestinationConfiguration'] as Record<string, unknown> | undefined;
  if (to === undefined || type !== 'DirectPut')
    throw new InputError(`${logicalId}: only DirectPut streams to S3 are known to the local cloud`);
  const compression = textProperty(to, 'CompressionFormat') ?? 'UNCOMPRESSED';
  if (compression !== 'GZIP' && compression !== 'UNCOMPRESSED')
    throw new InputError(`${logicalId}: CompressionFormat ${compression} is not known to the local cloud`);
  const hints = (to['BufferingHints'] ?? {}) as Record<string, unknown>;
  return {
    name: ref,
    bucket: (textProperty(to, 'BucketARN') ?? '').replace('arn:aws:s3:::', ''),
    prefix: textProperty(to, 'Prefix') ?? '',
    fileExtension: textProperty(to, 'FileExtension'),
    isGzip: compression === 'GZIP',
    intervalMs: numberProperty(hints, 'IntervalInSeconds', 300) * 1000,
    sizeBytes: numberProperty(hints, 'SizeInMBs', 5) * 1_048_576,
  };
}

/** Where each function's bundle lies and how it is to be run. */
export function readFunctions(cloud: Cloud, gatewayUrl: string): FunctionOptions[] {
  return cloud.ofType('AWS::Lambda::Function').map((resource) => {
    const { logicalId, ref, arn, properties } = resource;
    const codeFolder = codeFolderOf(resource);
    const handler = String(properties['Handler']);
    const cut = handler.lastIndexOf('.');
    const memorySizeMiB = numberProperty(properties, 'MemorySize', 128);
    const variables =
      (properties['Environment'] as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {};
    const environment = functionEnvironment({
      caller: logicalId,
      gatewayUrl,
      region: cloud.region,
      functionName: ref,
      memorySizeMiB,
      handler,
      codeFolder,
      variables,
    });
    return {
      logicalId,
      name: ref,
      arn,
      bundlePath: bundleOf(codeFolder, handler.slice(0, cut), logicalId),
      exportName: handler.slice(cut + 1),
      environment,
      timeoutMs: numberProperty(properties, 'Timeout', 3) * 1000,
      memorySizeMiB,
      maxConcurrency: numberProperty(
        properties,
        'ReservedConcurrentExecutions',
        Math.max(2, availableParallelism()),
      ),
    };
  });
}

export function bringUpMappings(
  cloud: Cloud,
  world: {
    folder: string;
    streams: readonly Stream[];
    invoker: Invoker;
    clock: MovedClock;
    store: ObjectStore;
  },
): EventSourceMapping[] {
  return cloud
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => flagProperty(properties, 'Enabled', true))
    .map((resource) => {
      const settings = readSettings(resource);
      const stream = world.streams.find(({ options }) => options.arn === settings.streamArn);
      if (stream === undefined)
        throw new InputError(`${resource.logicalId}: no stream ${settings.streamArn}`);
      const folder = join(world.folder, settings.id);
      return new EventSourceMapping(
        { ...world, settings, stream, folder, region: cloud.region },
        !existsSync(folder),
      );
    });
}

/** Retry policies of asynchronous invocation, by function name. */
export function readRetryPolicies(cloud: Cloud): ReadonlyMap<string, RetryPolicy> {
  return new Map(
    cloud.ofType('AWS::Lambda::EventInvokeConfig').map(({ properties }) => [
      String(properties['FunctionName']),
      {
        maxRetries: numberProperty(properties, 'MaximumRetryAttempts', 2),
        maxAgeMs: numberProperty(properties, 'MaximumEventAgeInSeconds', 21_600) * 1000,
      },
    ]),
  );
}

function codeFolderOf({ logicalId, stack, properties }: CloudResource): string {
  const runtime = String(properties['Runtime']);
  if (!runtime.startsWith('nodejs'))
    throw new InputError(`${logicalId}: runtime ${runtime} is not known to the local cloud`);
  const { S3Key } = properties['Code'] as { S3Key?: string };
  const folder = stack.assetFolders.get(S3Key ?? '');
  if (folder === undefined)
    throw new InputError(
      `${logicalId}: its code is not among the assembly's assets (inline code is not run locally)`,
    );
  return folder;
}

function bundleOf(codeFolder: string, file: string, logicalId: string): string {
  const found = ['.mjs', '.js', '.cjs']
    .map((extension) => join(codeFolder, file + extension))
    .find(existsSync);
  if (found === undefined) throw new InputError(`${logicalId}: no ${file}.mjs, .js or .cjs in ${codeFolder}`);
  return found;
}
