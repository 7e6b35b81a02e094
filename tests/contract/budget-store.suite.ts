import { beforeAll, expect, it } from '@jest/globals';
import type { BudgetStore } from '#app/ports/budget-store.ts';
import { AppError } from '#core/kernel/errors.ts';

/** As a worker does that is told "later". */
async function persist<Result>(call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
    }
  }
}

/** 100 workers draw 7 each from 500. @throws if more is granted than there is. */
export async function drawAtOnce(budgets: BudgetStore, workers: number): Promise<void> {
  await budgets.setLimit('race', 5 * workers);
  const runs = Array.from({ length: workers }, (_, index) => `run-${index}`);
  const granted = await Promise.all(
    runs.map((runId) => persist(() => budgets.draw('race', { runId, sequence: 1, micros: 7 }))),
  );
  const grantedMicros = granted.filter(Boolean).length * 7;
  expect(grantedMicros).toBeLessThanOrEqual(5 * workers);
  expect(grantedMicros).toBeGreaterThan(5 * workers - 7);
  expect((await budgets.load('race'))?.spentMicros).toBe(grantedMicros);
}

/** What every budget store promises. */
export function describeBudgetStore(createStore: () => Promise<BudgetStore>, workers: number) {
  let budgets: BudgetStore;
  beforeAll(async () => {
    budgets = await createStore();
  });

  it('grants nothing of a budget that has no limit', async () => {
    expect(await budgets.draw('none', { runId: 'r', sequence: 1, micros: 1 })).toBe(false);
    expect(await budgets.load('none')).toBeUndefined();
  });

  it('grants up to the limit, once a sequence, and takes back what was not used', async () => {
    await budgets.setLimit('b', 100);
    const draw = (runId: string, sequence: number, micros: number) =>
      budgets.draw('b', { runId, sequence, micros });
    expect([await draw('r1', 1, 60), await draw('r1', 1, 60), await draw('r1', 2, 30)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(await draw('r2', 1, 11)).toBe(false);
    expect(await budgets.load('b')).toEqual({ limitMicros: 100, spentMicros: 90, openGrants: { r1: 90 } });
    await budgets.settle('b', 'r1', 40);
    await budgets.settle('b', 'r1', 0);
    expect(await budgets.load('b')).toEqual({ limitMicros: 100, spentMicros: 40, openGrants: {} });
    expect(await draw('r2', 1, 60)).toBe(true);
  });

  it('keeps what was spent when the limit changes', async () => {
    await budgets.setLimit('moved', 10);
    await budgets.draw('moved', { runId: 'r', sequence: 1, micros: 10 });
    await budgets.setLimit('moved', 5);
    expect(await budgets.draw('moved', { runId: 's', sequence: 1, micros: 1 })).toBe(false);
    expect((await budgets.load('moved'))?.spentMicros).toBe(10);
  });

  it(`never grants more than there is to ${workers} workers at once (39)`, () =>
    drawAtOnce(budgets, workers));
}
