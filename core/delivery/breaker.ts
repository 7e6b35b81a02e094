/** The last answers of a provider, newest last: true = it failed us. */
export interface Breaker {
  readonly recentFailures: readonly boolean[];
  /** Nothing is sent before this instant, in the milliseconds of the caller's stop-watch. */
  readonly openUntilMs: number;
}

/** Answers that are looked at. */
const RECENT = 20;
/** Answers without which nothing is concluded. */
const LEAST = 10;
const FAILING_SHARE = 0.5;
const PAUSE_MS = 30_000;

/** A breaker that has seen nothing yet. */
export const closedBreaker: Breaker = { recentFailures: [], openUntilMs: 0 };

/** Is the provider to be left alone now? */
export function isOpen(breaker: Breaker, nowMs: number): boolean {
  return nowMs < breaker.openUntilMs;
}

/** The breaker after one more answer: at half of the last twenty failing it opens for half a minute and starts afresh. */
export function afterAnswer(breaker: Breaker, isFailure: boolean, nowMs: number): Breaker {
  const recentFailures = [...breaker.recentFailures, isFailure].slice(-RECENT);
  const failedCount = recentFailures.filter(Boolean).length;
  const isFailing = recentFailures.length >= LEAST && failedCount / recentFailures.length >= FAILING_SHARE;
  return isFailing
    ? { recentFailures: [], openUntilMs: nowMs + PAUSE_MS }
    : { recentFailures, openUntilMs: breaker.openUntilMs };
}
