/** How fast one sending identity may send. */
export interface SendRate {
  /** Messages a second, above 0; may be below 1. */
  readonly perSecond: number;
  /** Messages at once after a pause, at least 1. */
  readonly burst: number;
}

/** What came of asking. */
export interface TakenTokens {
  /** 0 … asked. */
  readonly count: number;
  /** When the next one will be there, milliseconds from now; 0 if all that were asked came. */
  readonly waitMs: number;
}

/**
 * A token bucket per sending identity, shared by all workers through conditional writes. Its promises are pinned by
 * tests/contract/rate-limit.suite.ts.
 */
export interface RateLimit {
  /** Takes up to `count` tokens. */
  take(identity: string, rate: SendRate, count: number): Promise<TakenTokens>;
}
