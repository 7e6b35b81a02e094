import type { Retrier } from '../definition/state-types.ts';
import { matchesError, type StateError } from './state-error.ts';

export interface Retry {
  readonly delayMs: number;
  /** How often each retrier has been used, this time included. */
  readonly counts: readonly number[];
}

const DEFAULTS = { IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 3 };

/** The next try by the first retrier that names the error; undefined when there is none or it is used up. */
export function nextRetry(
  retriers: readonly Retrier[],
  { error }: StateError,
  counts: readonly number[],
  random: () => number,
): Retry | undefined {
  const index = retriers.findIndex(({ ErrorEquals }) => matchesError(ErrorEquals, error));
  const retrier = retriers[index];
  if (retrier === undefined) return undefined;
  const usedCount = counts[index] ?? 0;
  const { IntervalSeconds, BackoffRate, MaxAttempts } = { ...DEFAULTS, ...retrier };
  if (usedCount >= MaxAttempts) return undefined;
  const seconds = Math.min(
    IntervalSeconds * BackoffRate ** usedCount,
    retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY,
  );
  return {
    delayMs: seconds * 1000 * (retrier.JitterStrategy === 'FULL' ? random() : 1),
    counts: retriers.map((_retrier, n) => (counts[n] ?? 0) + (n === index ? 1 : 0)),
  };
}
