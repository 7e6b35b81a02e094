import type { BudgetStore } from '#app/ports/budget-store.ts';
import { UnavailableError } from '#core/kernel/errors.ts';

/** One run's grants of one budget: drawn before claims, charged by them at worst-case price. */
export interface Purse {
  /** Draws ahead so that this much can be charged without another draw; says nothing if the budget has less. */
  prepare(micros: number): Promise<void>;
  /** Charges a claim that is about to be made; false if the budget has no more. */
  charge(micros: number): Promise<boolean>;
  /** Takes a charge back: the message surely was not sent. */
  refund(micros: number): void;
  /** Gives back what was not used. */
  settle(): Promise<void>;
}

const ATTEMPTS = 4;

/** A purse over this store. */
export function createPurse(budgets: BudgetStore, budgetId: string, runId: string): Purse {
  let drawnMicros = 0;
  let chargedMicros = 0;
  let sequence = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** Draws come one after the other: their sequence is how a repeated one is known. */
  const inTurn = <Result>(task: () => Promise<Result>): Promise<Result> => {
    const result = last.then(task, task);
    last = result.catch(() => undefined);
    return result;
  };

  /** Asking again with the same sequence is safe: an answer that was lost is not a second draw. */
  const draw = async (micros: number): Promise<boolean> => {
    sequence += 1;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await budgets.draw(budgetId, { runId, sequence, micros });
      } catch (error) {
        if (!(error instanceof UnavailableError) || attempt === ATTEMPTS) throw error;
      }
    }
  };

  const ensure = async (micros: number): Promise<boolean> => {
    const missingMicros = chargedMicros + micros - drawnMicros;
    if (missingMicros <= 0) return true;
    if (!(await draw(missingMicros))) return false;
    drawnMicros += missingMicros;
    return true;
  };

  return {
    prepare: (micros) =>
      inTurn(async () => {
        await ensure(micros);
      }),
    charge: (micros) =>
      inTurn(async () => {
        if (!(await ensure(micros))) return false;
        chargedMicros += micros;
        return true;
      }),
    refund(micros) {
      chargedMicros -= micros;
    },
    settle: () => inTurn(() => budgets.settle(budgetId, runId, chargedMicros)),
  };
}
