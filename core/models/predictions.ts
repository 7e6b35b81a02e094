/** The four segments by which plays are chosen: 고의향군, 관심 확장군, 관심 단계 유지군, 충성고객군. */
export const stages = ['high_intent', 'interest_expansion', 'interest_keeping', 'loyal'] as const;

/** One of the four segments. */
export type Stage = (typeof stages)[number];

/**
 * How sure the next purchase's date is, given that there is one (`alive` says how surely): days since 1970-01-01 on the
 * person's calendar.
 */
export interface NextPurchase {
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
}

/** What moved a probability, in log-odds; contributions and `base` add up to the score. */
export interface Contribution {
  readonly feature: string;
  readonly logOdds: number;
}

/**
 * Days after which predictions, and the models behind them, must not be used any more: rates, seasons and ranges have
 * moved on. Training is nightly, so a month is thirty failures.
 */
export const AGE_LIMIT_DAYS = 30;

/** What the live models say of one person. Absent where the model refuses: thin data, worse than its naive rival. */
export interface Predictions {
  /** UTC epoch ms of the snapshot that it was computed from. */
  readonly atMs: number;
  /** SHA-256 of the model artefact. */
  readonly modelHash: string;
  /** P(still a customer), 0-1. */
  readonly alive: number | undefined;
  /** P(at least one order) within 7 and 30 days, calibrated, 0-1. */
  readonly buyWithin: { readonly days7: number; readonly days30: number } | undefined;
  /** What `buyWithin.days30` is made of. */
  readonly because: { readonly base: number; readonly contributions: readonly Contribution[] } | undefined;
  /** Mean number of orders within 30 days. */
  readonly expectedOrders30: number | undefined;
  readonly nextPurchase: NextPurchase | undefined;
  /** Expected value of one order, minor units of the brand's currency. */
  readonly expectedOrderMinor: number | undefined;
  /** Undefined also for who is silent: none of the four. */
  readonly stage: Stage | undefined;
  /** Since which snapshot the stage holds, UTC epoch ms, and which it was before: the event of moving. Absent until stored. */
  readonly stageSince?: { readonly atMs: number; readonly before: Stage | undefined };
  /** Best first; at most 20. */
  readonly nextProducts: readonly { readonly productId: string; readonly score: number }[];
  /** Own days between purchases by category. */
  readonly cycles: readonly { readonly category: string; readonly days: number; readonly count: number }[];
  /**
   * Relative rate of answering by hour of week in the person's zone, 168 values from Monday 00:00, mean 1; and what
   * share of the evidence is the person's own, 0-1.
   */
  readonly rhythm: { readonly hours: readonly number[]; readonly ownShare: number } | undefined;
}
