import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { InputError } from '#core/kernel/errors.ts';
import type { Arguments } from './arguments.ts';
import { projectFolder } from './project-folder.ts';
import { readRunState } from './run-state.ts';
import { refuse } from './said.ts';

/** Names that the stacks put out, and that the local gateway puts out likewise. */
export type OutputName =
  | 'ApiUrl'
  | 'EventStreamName'
  | 'ProfileTableName'
  | 'LedgerTableName'
  | 'PersonTableName'
  | 'PersonKeyTableName'
  | 'SourceTableName'
  | 'ContactTableName'
  | 'CatalogueTableName'
  | 'DocumentTableName'
  | 'DueTableName'
  | 'BudgetTableName'
  | 'ReceiptTableName'
  | 'RateTableName'
  | 'OfferTableName'
  | 'AccessTableName'
  | 'ArtefactBucketName'
  | 'SnapshotBucketName'
  | 'QuarantineBucketName'
  | 'FailureBucketName'
  | 'LakeBucketName'
  | 'LakeDeliveryStreamName'
  | 'TenantKeysSecretId'
  | 'WriteKeysSecretId'
  | 'TrainStateMachineArn'
  | 'ProfileRetentionDays'
  | 'PersonaStateMachineArn'
  | 'CopyStateMachineArn'
  | 'EraseStateMachineArn'
  | 'SendRatesPerSecond'
  | 'BrandZone'
  | 'GoalEvents'
  | 'BrandCurrency';

/** What every client of the AWS SDK is made with. */
interface ClientConfig {
  readonly region: string;
  readonly endpoint?: string;
  readonly maxAttempts?: number;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The gateway keeps no checksums: computing them would be lost work. */
  readonly requestChecksumCalculation?: 'WHEN_REQUIRED';
  readonly responseChecksumValidation?: 'WHEN_REQUIRED';
}

/** A local run or a deployed stage: the same verbs work on both. */
export interface Connection {
  readonly kind: 'local' | 'stage';
  /** For people: `http://localhost:4480` or `stage dev`. */
  readonly label: string;
  /** The local gateway; undefined for a stage. */
  readonly endpoint: string | undefined;
  readonly clientConfig: ClientConfig;
  /** The clock by which it lives: the local run's can be moved. Asked once; from then on it runs with this machine's. */
  clock(): Promise<() => number>;
  /** @throws InputError if the stacks put out no such name. */
  nameOf(output: OutputName): string;
}

/** Where a local run listens unless told otherwise. */
const DEFAULT_ENDPOINT = 'http://localhost:4480';
const DEFAULT_REGION = 'ap-northeast-2';
/** Waits up to some 40 s altogether: a local run that was killed is back within ten. */
const LOCAL_ATTEMPTS = 14;
/** Where nothing listens, this machine says so at once; a gateway may be busy with its functions for some seconds. */
const ANSWER_MS = 60_000;

const stackOutputs = z.record(z.string(), z.record(z.string(), z.unknown()));
const endpointsAnswer = z.object({ outputs: stackOutputs });

function lookUp(outputs: z.output<typeof stackOutputs>, label: string): Connection['nameOf'] {
  const names = new Map(Object.values(outputs).flatMap((stack) => Object.entries(stack)));
  return (output) => {
    const found = names.get(output);
    if (typeof found === 'string') return found;
    throw refuse({
      en: `${label} puts out no ${output}: it runs another version; deploy or start it again`,
      ko: `${label} 에 ${output} 출력이 없습니다. 다른 버전입니다: 다시 배포하거나 다시 켜십시오`,
    });
  };
}

/** The address of the local run that is meant. */
export function endpointOf(asked: string | undefined, env: NodeJS.ProcessEnv): string {
  const endpoint = asked ?? env['KAIROS_ENDPOINT'] ?? readRunState(env)?.endpoint ?? DEFAULT_ENDPOINT;
  if (URL.canParse(endpoint) && /^https?:/.test(endpoint)) return endpoint.replace(/\/$/, '');
  throw refuse({
    en: `${JSON.stringify(endpoint)} is no address: give one such as ${DEFAULT_ENDPOINT}`,
    ko: `${JSON.stringify(endpoint)} 은(는) 주소가 아닙니다. 예: ${DEFAULT_ENDPOINT}`,
  });
}

/**
 * Asks the local gateway.
 * @throws InputError if nothing answers there.
 */
export async function askGateway(endpoint: string, path: string, method = 'GET'): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(endpoint + path, { method, signal: AbortSignal.timeout(ANSWER_MS) });
  } catch (error) {
    throw new InputError(
      `nothing answers at ${endpoint}: start the local cloud with "kairos up", or name one with --endpoint or --stage`,
      {
        cause: error,
        details: {
          ko: `${endpoint} 에서 응답이 없습니다. "kairos up" 으로 로컬 클라우드를 켜거나 --endpoint, --stage 로 지정하십시오`,
        },
      },
    );
  }
  if (!response.ok) {
    throw refuse({
      en: `${endpoint} answers, but is no Kairos gateway (${path}: ${response.status})`,
      ko: `${endpoint} 에서 응답하지만 Kairos 게이트웨이가 아닙니다 (${path}: ${response.status})`,
    });
  }
  return response.json();
}

const clockAnswer = z.object({ now: z.string() });

async function movedClock(endpoint: string): Promise<() => number> {
  const aheadMs = Date.parse(clockAnswer.parse(await askGateway(endpoint, '/clock')).now) - Date.now();
  return () => Date.now() + aheadMs;
}

/** Connects to the local run at this address. */
export async function connectLocal(endpoint: string): Promise<Connection> {
  const { outputs } = endpointsAnswer.parse(await askGateway(endpoint, '/endpoints'));
  return {
    kind: 'local',
    label: endpoint,
    endpoint,
    clientConfig: {
      region: DEFAULT_REGION,
      endpoint,
      credentials: { accessKeyId: 'kairos-cli', secretAccessKey: 'local' },
      maxAttempts: LOCAL_ATTEMPTS,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    },
    clock: () => movedClock(endpoint),
    nameOf: lookUp(outputs, endpoint),
  };
}

/** Where the deployment writes the outputs of its stacks. */
function outputsPath(stage: string): string {
  return join(projectFolder, '.kairos', `${stage}.outputs.json`);
}

function connectStage(stage: string, env: NodeJS.ProcessEnv): Connection {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(stage)) {
    throw refuse({
      en: `${JSON.stringify(stage)} is no stage name`,
      ko: `${JSON.stringify(stage)} 은(는) 스테이지 이름이 아닙니다`,
    });
  }
  let outputs: z.output<typeof stackOutputs>;
  try {
    outputs = stackOutputs.parse(JSON.parse(readFileSync(outputsPath(stage), 'utf8')));
  } catch {
    throw refuse({
      en: `nothing is known of stage ${stage}: "npm run deploy -- --stage ${stage}" writes .kairos/${stage}.outputs.json, which is missing`,
      ko: `${stage} 스테이지 정보가 없습니다: "npm run deploy -- --stage ${stage}" 가 만드는 .kairos/${stage}.outputs.json 이 없습니다`,
    });
  }
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? DEFAULT_REGION;
  const label = `stage ${stage}`;
  return {
    kind: 'stage',
    label,
    endpoint: undefined,
    clientConfig: { region },
    clock: async () => () => Date.now(),
    nameOf: lookUp(outputs, label),
  };
}

/** Connects to what the options name: a stage, else a local run. */
export async function connect(args: Arguments, env: NodeJS.ProcessEnv): Promise<Connection> {
  const stage = args.text('stage');
  return stage === undefined
    ? connectLocal(endpointOf(args.text('endpoint'), env))
    : connectStage(stage, env);
}
