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
  /** Front-door requests a second before callers are told to slow down. */
  readonly collectRatePerSecond: number;
}

const base = {
  region: undefined,
  brandZone: 'Asia/Seoul',
  brandCurrency: 'KRW',
  profileRetentionDays: 800,
  quarantineDays: 30,
  unreadableDays: 7,
  collectRatePerSecond: 2_000,
} satisfies Partial<StageConfig>;

const stages: Readonly<Record<string, Omit<StageConfig, 'stage'>>> = {
  /** One machine: the window is short, because a person is watching. */
  local: { ...base, protectsData: false, ingestWindowSeconds: 1, ingestParallelization: 2 },
  dev: { ...base, protectsData: false, ingestWindowSeconds: 10, ingestParallelization: 1 },
  /** 347 records/s in 60 s exceed a batch of 10,000, hence three at once. */
  prod: {
    ...base,
    protectsData: true,
    ingestWindowSeconds: 60,
    ingestParallelization: 3,
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
