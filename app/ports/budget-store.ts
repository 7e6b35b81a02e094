/** How a budget stands; micros are millionths of the billing currency's unit. */
export interface BudgetState {
  readonly limitMicros: number;
  /** Granted, whether used or not; never above the limit. */
  readonly spentMicros: number;
  /** Grants not settled yet, by run: what each has drawn so far. */
  readonly openGrants: Readonly<Record<string, number>>;
}

/** One draw: the `sequence`th of its run, so that a repeated call is not a second one. */
export interface Draw {
  readonly runId: string;
  /** 1, 2, … within the run. */
  readonly sequence: number;
  readonly micros: number;
}

/**
 * Budgets out of which workers draw grants before they claim. What a dead worker drew counts as spent until it is
 * settled: never overspent, underspent by at most the open grants. Its promises are pinned by
 * tests/contract/budget-store.suite.ts.
 */
export interface BudgetStore {
  /** Sets the limit; a limit below what is spent only stops further draws. */
  setLimit(budgetId: string, limitMicros: number): Promise<void>;
  /** Undefined if the budget was never given a limit. */
  load(budgetId: string): Promise<BudgetState | undefined>;
  /**
   * Draws by one conditional write; false if it would exceed the limit.
   * @throws ConflictError if too many draw at once.
   * @throws UnavailableError if too many grants are open, or the store does not answer.
   */
  draw(budgetId: string, draw: Draw): Promise<boolean>;
  /** Ends a run's grants: what was not used goes back. Settling again changes nothing. */
  settle(budgetId: string, runId: string, usedMicros: number): Promise<void>;
}
