import type { SendResult } from '#app/ports/sender.ts';
import { afterAnswer, type Breaker, closedBreaker, isOpen } from '#core/delivery/breaker.ts';
import { type RetryBudget, repeatsLeft } from '#core/delivery/retry-budget.ts';

/** How one run treats one provider: how often it may repeat, and when to leave it alone. */
export interface ProviderGuard {
  /** Is the provider to be left alone now? */
  isOpen(): boolean;
  /** Counts messages about to be sent for the first time. */
  starts(count: number): void;
  /** How many of so many may be tried again; they count as tried. */
  repeats(count: number): number;
  /** Hears what the provider said. */
  hears(results: readonly SendResult[]): void;
  /** Times the breaker opened. */
  readonly openedCount: number;
}

/** A guard with a stop-watch. */
export function createProviderGuard(elapsedMs: () => number): ProviderGuard {
  let breaker: Breaker = closedBreaker;
  let budget: RetryBudget = { firstCount: 0, repeatCount: 0 };
  let openedCount = 0;
  return {
    isOpen: () => isOpen(breaker, elapsedMs()),
    starts(count) {
      budget = { ...budget, firstCount: budget.firstCount + count };
    },
    repeats(count) {
      const allowed = Math.min(count, repeatsLeft(budget));
      budget = { ...budget, repeatCount: budget.repeatCount + allowed };
      return allowed;
    },
    hears(results) {
      for (const result of results) {
        const before = breaker.openUntilMs;
        breaker = afterAnswer(breaker, isFailureOfTheirs(result), elapsedMs());
        if (breaker.openUntilMs !== before) openedCount += 1;
      }
    },
    get openedCount() {
      return openedCount;
    },
  };
}

/** A dead token is news about the token, not about the provider. */
function isFailureOfTheirs(result: SendResult): boolean {
  return result.status === 'unknown' || (result.status === 'rejected' && result.isAgain);
}
