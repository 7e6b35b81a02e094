/** First attempts and repeats so far. */
export interface RetryBudget {
  readonly firstCount: number;
  readonly repeatCount: number;
}

/** Repeats per first attempt: a provider in trouble gets at most a tenth more. */
const SHARE = 0.1;

/** How many more messages may be tried again: all attempts stay within 1.1 times the first ones. */
export function repeatsLeft({ firstCount, repeatCount }: RetryBudget): number {
  return Math.max(0, Math.floor(firstCount * SHARE) - repeatCount);
}
