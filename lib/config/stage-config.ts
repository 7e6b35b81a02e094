import { InputError } from '#core/kernel/errors.ts';

/** What differs between deployments. Nothing inside a construct reads the environment. */
export interface StageConfig {
  readonly stage: string;
  /** AWS Region; undefined = the one of the credentials that deploy. */
  readonly region: string | undefined;
  /** IANA zone of customers whose messages name none. */
  readonly brandZone: string;
  /** ISO 4217 currency of amounts that name none. */
  readonly brandCurrency: string;
  /**
   * What single sources send in units of their own: a property and how many of the contract's units one of theirs is,
   * e.g. `{ source: 'till', factors: { price: 1000 } }` for thousand won. Originals are kept beside.
   */
  readonly sourceUnits: readonly {
    readonly source: string;
    readonly factors: Readonly<Record<string, number>>;
  }[];
  /**
   * Events that campaigns are for and that profiles do not keep anyway, e.g. `Test Drive Booked`. Orders, store visits and
   * attended store events need no entry. From the deployment on they are kept; `kairos rebuild` finds earlier ones.
   */
  readonly goalEvents: readonly string[];
  /** Keep tables, buckets and keys when a stack is deleted, and refuse to delete tables. */
  readonly protectsData: boolean;
  /** How long the main lane gathers events before it folds, seconds (0-300). Longer is cheaper: bytes per write are the bill. */
  readonly ingestWindowSeconds: number;
  /** Batches of one shard folded at once (1-10); order per customer key is kept. */
  readonly ingestParallelization: number;
  /** A profile that nothing happened to for so long expires, days. */
  readonly profileRetentionDays: number;
  /** How long what was refused or failed is kept, days. */
  readonly quarantineDays: number;
  /** How long bytes that cannot even be parsed are kept, days: nobody can say whose they are. */
  readonly unreadableDays: number;
  /** Shares into which a training run splits persons: some 16,000 persons each fit a function's memory well. */
  readonly trainShares: number;
  /** Train every night at three on the brand's clock; on demand it can always be done. */
  readonly trainsNightly: boolean;
  /** Front-door requests a second before callers are told to slow down. */
  readonly collectRatePerSecond: number;
  /** Functions that send at once, each its share of a minute's shards (1-16). */
  readonly dispatchWorkers: number;
  /** Is there an application for push? Its stack can be left out. */
  readonly hasPush: boolean;
  /** `Name <address>` of a verified identity; empty = no e-mail. */
  readonly emailFrom: string;
  /** Phone number, sender id or pool; empty = no SMS. */
  readonly smsOriginationIdentity: string;
  /** Messages a second that each service lets this account send. */
  readonly sendRates: { readonly push: number; readonly email: number; readonly sms: number };
  /** What the account's bill for this stage may come to in a month, and who is told by e-mail when it nears that. */
  readonly monthlyLimit: { readonly usd: number; readonly readers: readonly string[] } | undefined;
  /** Bedrock model or inference profile that names personas. */
  readonly namingModelId: string;
  /** Bedrock model that embeds texts of products, e.g. `amazon.titan-embed-text-v2:0`; `local` asks none. */
  readonly embeddingModelId: string;
}

const base = {
  region: undefined,
  brandZone: 'Asia/Seoul',
  brandCurrency: 'KRW',
  sourceUnits: [],
  goalEvents: ['Test Drive Booked', 'Appointment Booked', 'Quote Requested', 'Trial Started', 'Signed Up'],
  profileRetentionDays: 800,
  quarantineDays: 30,
  unreadableDays: 7,
  trainShares: 16,
  trainsNightly: true,
  collectRatePerSecond: 2_000,
  dispatchWorkers: 1,
  hasPush: true,
  emailFrom: '',
  smsOriginationIdentity: '',
  sendRates: { push: 5000, email: 14, sms: 1 },
  monthlyLimit: undefined,
  namingModelId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
  embeddingModelId: 'local',
} satisfies Partial<StageConfig>;

const stages: Readonly<Record<string, Omit<StageConfig, 'stage'>>> = {
  /** One machine: the window is short, because a person is watching. */
  local: {
    ...base,
    protectsData: false,
    ingestWindowSeconds: 1,
    ingestParallelization: 2,
    trainShares: 2,
    trainsNightly: false,
    emailFrom: 'Kairos <news@shop.example>',
    smsOriginationIdentity: '0801234567',
    sendRates: { push: 5000, email: 100, sms: 20 },
  },
  dev: { ...base, protectsData: false, ingestWindowSeconds: 10, ingestParallelization: 1 },
  /** 347 records/s in 60 s exceed a batch of 10,000, hence three at once. */
  prod: {
    ...base,
    protectsData: true,
    ingestWindowSeconds: 60,
    ingestParallelization: 3,
    trainShares: 256,
    dispatchWorkers: 8,
    collectRatePerSecond: 10_000,
  },
};

/**
 * The configuration of a stage by its name.
 * @throws InputError if there is no such stage.
 */
export function stageConfig(stage: string): StageConfig {
  const config = stages[stage];
  if (config === undefined) {
    throw new InputError(
      `no stage ${JSON.stringify(stage)}: use one of ${Object.keys(stages).join(', ')}, or add it to lib/config/stage-config.ts`,
    );
  }
  return { stage, ...config };
}
