import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '#core/kernel/errors.ts';
import { createBedrockApi } from './bedrock/bedrock-api.ts';
import {
  bringUpFirehose,
  bringUpMappings,
  bringUpSecrets,
  bringUpStreams,
  readFunctions,
  readRetryPolicies,
} from './bring-up.ts';
import { type ClockMove, MovedClock } from './clock/moved-clock.ts';
import { type DataFolder, takeDataFolder } from './data-folder.ts';
import { DynamoDbEmulator } from './dynamodb/dynamodb-emulator.ts';
import { TableExports } from './dynamodb/table-exports.ts';
import { describeEndpoints, type Endpoints } from './endpoints.ts';
import { createFirehoseApi } from './firehose/firehose-api.ts';
import { AsyncInvocations } from './functions/async-invocations.ts';
import { callerEnvironment } from './functions/function-environment.ts';
import { FunctionHost } from './functions/function-host.ts';
import { Invoker } from './functions/invoker.ts';
import { createLambdaApi } from './functions/lambda-api.ts';
import { createAwsDesk } from './gateway/aws-desk.ts';
import { CallRecorder } from './gateway/call-recorder.ts';
import { createControlApi } from './gateway/control-api.ts';
import { Faults } from './gateway/faults.ts';
import { listen } from './gateway/http-listener.ts';
import { createRouter } from './gateway/router.ts';
import { createHttpApi } from './http-api/http-api.ts';
import { createKinesisApi } from './kinesis/kinesis-api.ts';
import { Outbox } from './messaging/outbox.ts';
import { createPinpointApi } from './messaging/pinpoint-api.ts';
import { createReports } from './messaging/reports.ts';
import { createSesApi } from './messaging/ses-api.ts';
import { createSmsApi } from './messaging/sms-api.ts';
import { ObjectStore } from './s3/object-store.ts';
import { createS3Api } from './s3/s3-api.ts';
import { readSchedules, Scheduler } from './schedules/scheduler.ts';
import { createSecretsApi, SecretStore } from './secrets/secret-store.ts';
import { bringUpMachines } from './step-functions/bring-up-machines.ts';
import { readCloud } from './template/read-cloud.ts';

export interface LocalCloudOptions {
  /** Folder of the synthesised templates, usually `cdk.out`. */
  readonly assembly: string;
  /** Kept across restarts; absent: a temporary folder, removed at `close`. */
  readonly data?: string | undefined;
  /** 0 takes any free port. @default 4480 */
  readonly port?: number | undefined;
  /** @default ap-northeast-2 */
  readonly region?: string | undefined;
  /** Values for template parameters. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Also write every call to `calls.jsonl` in the data folder. */
  readonly isRecordingCalls?: boolean | undefined;
}

/** How far a consumer of the stream is behind. */
export interface Lag {
  readonly mapping: string;
  readonly function: string;
  /** Records not done with yet. */
  readonly behindCount: number;
  readonly invocations: number;
  readonly discarded: number;
  readonly filtered: number;
  readonly expired: number;
}

export interface LocalCloud {
  readonly url: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly faults: Faults;
  readonly calls: CallRecorder;
  endpoints(): Endpoints;
  lag(): Lag[];
  /** Sums of what each function has counted, by logical id and metric. */
  metrics(): Record<string, Record<string, number>>;
  nowMs(): number;
  moveClock(move: ClockMove): void;
  /** Environment variables with which any AWS SDK talks to this cloud, named as `caller` in the records. */
  environment(caller: string): Record<string, string>;
  flushFirehose(): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_PORT = 4480;

/**
 * Brings up on this machine what the synthesised templates say.
 *
 * @throws InputError naming a resource or property that the local cloud does not know.
 * @throws ConflictError when another process has the data folder.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const folder = takeDataFolder(options.data);
  const closers: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closers.splice(0).reverse()) await step();
    folder.release();
  };
  try {
    return await start(options, folder, { closers, close });
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: LocalCloudOptions,
  { path }: DataFolder,
  { closers, close }: { closers: (() => unknown)[]; close: () => Promise<void> },
): Promise<LocalCloud> {
  const region = options.region ?? 'ap-northeast-2';
  const at = (...parts: string[]): string => join(path, ...parts);
  const clock = new MovedClock(at('clock.json'));
  closers.push(() => clock.close());
  const nowMs = (): number => clock.nowMs();

  let answer: Parameters<typeof listen>[0]['answer'] = () =>
    Promise.resolve({ statusCode: 503, headers: {}, body: 'starting' });
  const listener = await listen({
    port: options.port ?? DEFAULT_PORT,
    nowMs,
    answer: (call) => answer(call),
  });
  closers.push(() => listener.close());
  // An address, not a name: with a name S3 clients would ask for http://bucket.localhost.
  const gatewayUrl = `http://127.0.0.1:${listener.port}`;

  const secrets = new SecretStore(at('secrets.json'));
  const cloud = readCloud({
    assembly: options.assembly,
    region,
    gatewayUrl,
    parameters: options.parameters ?? {},
    secretValue: (reference) => secrets.resolve(reference),
  });
  bringUpSecrets(cloud, secrets, nowMs());

  const faults = new Faults();
  const recorder = new CallRecorder(options.isRecordingCalls === true ? at('calls.jsonl') : undefined);
  closers.push(() => recorder.close());

  const store = new ObjectStore(at('s3'));
  for (const { ref } of cloud.ofType('AWS::S3::Bucket')) store.createBucket(ref);
  const streams = bringUpStreams(cloud, at('kinesis'), nowMs());
  closers.push(...streams.map((stream) => () => stream.close()));
  const firehose = bringUpFirehose(cloud, { folder: at('firehose'), store, clock });
  closers.push(...firehose.map((stream) => () => stream.close()));

  mkdirSync(at('dynamodb'), { recursive: true });
  const dynamodb = new DynamoDbEmulator(at('dynamodb'), region);
  closers.push(() => dynamodb.close());
  const tables = cloud.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  await Promise.all(tables.map((table) => dynamodb.ensureTable(table)));
  const exports = new TableExports({ folder: at('exports'), tables, dynamodb, store, nowMs });
  closers.push(() => exports.close());

  const hosts = readFunctions(cloud, gatewayUrl).map((fn) => new FunctionHost(fn, clock.memory, at('logs')));
  closers.push(...hosts.map((host) => () => host.close()));
  const invoker = new Invoker({ hosts, recorder, faults, nowMs });
  const policies = readRetryPolicies(cloud);
  const asynchronous = new AsyncInvocations({ folder: at('async'), invoker, clock, policies });
  closers.push(() => asynchronous.close());
  const apis = cloud
    .ofType('AWS::ApiGatewayV2::Api')
    .map((api) => createHttpApi(api, cloud, { invoker, nowMs }));
  for (const { logicalId, properties } of cloud.ofType('AWS::ApiGatewayV2::Stage'))
    if (properties['StageName'] !== '$default')
      throw new InputError(`${logicalId}: only the stage $default is known to the local cloud`);

  const stepFunctions = bringUpMachines(cloud, {
    folder: at('step-functions'),
    clock,
    invoker,
    store,
    recorder,
    desk: (aws, call) => desk(aws, call),
  });
  closers.push(() => stepFunctions.executions.close());
  const outbox = new Outbox(at('outbox.jsonl'), nowMs);
  const report = createReports(cloud, { asynchronous, nowMs });
  const desk = createAwsDesk({
    services: {
      dynamodb,
      exports,
      json: {
        kinesis: createKinesisApi({ streams, nowMs }),
        firehose: createFirehoseApi(firehose),
        secretsmanager: createSecretsApi(secrets, nowMs),
        states: stepFunctions.operations,
        'sms-voice': createSmsApi(outbox, nowMs, report),
      },
      rest: { mobiletargeting: createPinpointApi(outbox, nowMs), ses: createSesApi(outbox, nowMs, report) },
      s3: createS3Api(store, nowMs),
      lambda: createLambdaApi(invoker, asynchronous),
      bedrock: createBedrockApi({
        serverUrl: process.env['KAIROS_LLM_URL'],
        serverModel: process.env['KAIROS_LLM_MODEL'],
        store,
        nowMs,
      }),
    },
    faults,
    recorder,
    nowMs,
  });
  const endpoints = (): Endpoints => describeEndpoints({ cloud, gatewayUrl, secrets });
  const mappings = bringUpMappings(cloud, { folder: at('event-sources'), streams, invoker, clock, store });
  closers.push(...mappings.map((mapping) => () => mapping.close()));
  const lag = (): Lag[] =>
    mappings.map(({ settings, counts, behindCount }) => ({
      mapping: settings.id,
      function: invoker.host(settings.functionName).options.logicalId,
      behindCount,
      ...counts,
    }));
  const flushFirehose = async (): Promise<void> => {
    await Promise.all(firehose.map((stream) => stream.flush()));
  };
  const metrics = (): Record<string, Record<string, number>> =>
    Object.fromEntries(hosts.map(({ options: { logicalId }, metrics: own }) => [logicalId, own.sums()]));
  const control = createControlApi({
    clock,
    faults,
    recorder,
    outboxPath: at('outbox.jsonl'),
    endpoints,
    lag: () => ({ mappings: lag(), runningCount: asynchronous.runningCount }),
    metrics: () =>
      Object.fromEntries(hosts.map(({ options: { logicalId }, metrics }) => [logicalId, metrics.sums()])),
    flushFirehose,
    async compact() {
      for (const { options: stream, shards } of streams)
        for (const { log } of shards) log.forgetBefore(nowMs() - stream.retentionMs);
      await dynamodb.compact();
    },
  });
  stepFunctions.executions.resume();
  // Callbacks that are waited for must be known again before the first of them is sent back.
  await new Promise((resolve) => setImmediate(resolve));
  answer = createRouter({ desk, control, apis, faults, recorder, nowMs });

  asynchronous.resume();
  const schedules = cloud.ofType('AWS::Events::Rule', 'AWS::Scheduler::Schedule').flatMap(readSchedules);
  const scheduler = new Scheduler({
    schedules,
    clock,
    asynchronous,
    executions: stepFunctions.executions,
    region,
    path: at('schedules.json'),
  });
  closers.push(() => scheduler.close());

  return {
    url: gatewayUrl,
    port: listener.port,
    dataFolder: path,
    faults,
    calls: recorder,
    endpoints,
    lag,
    metrics,
    nowMs,
    moveClock: (move) => clock.move(move),
    environment: (caller) => callerEnvironment({ caller, gatewayUrl, region }),
    flushFirehose,
    close,
  };
}
