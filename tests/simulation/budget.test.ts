import { describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableBudgetStore } from '#adapters/node/table-budget-store.ts';
import { createPurse } from '#app/delivery/purse.ts';
import type { Table } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';
import { ConflictError, UnavailableError } from '#core/kernel/errors.ts';
import { dice } from './dice.ts';

const SEEDS = Number(process.env['KAIROS_RUNS'] ?? 3);
const WORKERS = 100;
const MOST_MESSAGES = 20;
const PRICES = [1000, 9900, 20_000];
const LIMIT = 5_000_000;

/** A worker that was ended in the middle of whatever it did. */
class Killed extends Error {}

/** One world: calls come to the store in an order that the seed draws, some before, some after their answer is lost. */
function createWorld(seed: number) {
  const random = dice(seed);
  const waiting: (() => void)[] = [];
  const inTurn = (): Promise<void> => new Promise((go) => waiting.push(go));
  const inner = createMemoryTable(tables.budget);
  const lost = (chance: number): void => {
    if (random() < chance) throw new UnavailableError('no answer');
  };
  const table: Table = {
    ...inner,
    async get(keys) {
      await inTurn();
      return inner.get(keys);
    },
    async put(item, condition) {
      await inTurn();
      lost(0.01);
      await inner.put(item, condition);
      lost(0.01);
    },
  };
  const store = createTableBudgetStore(table);
  const truth = createTableBudgetStore(inner);
  /** Lets one waiting call through at a time until all work is done. */
  const run = async (work: readonly Promise<void>[]): Promise<void> => {
    const over = new AbortController();
    const all = Promise.all(work).finally(() => over.abort());
    while (!over.signal.aborted) {
      const next = waiting.splice(Math.floor(random() * waiting.length), 1)[0];
      next?.();
      await new Promise(setImmediate);
    }
    await all;
  };
  return { random, store, truth, run };
}

interface Seen {
  readonly sentMicros: number;
  /** The most that was left of the limit, beyond open grants and the refused price, when a worker was refused. */
  readonly beyondGrants: number;
  readonly refusals: number;
  readonly spentMicros: number;
  readonly deadMicros: number;
}

async function live(seed: number): Promise<Seen> {
  const { random, store, truth, run } = createWorld(seed);
  await truth.setLimit('b', LIMIT);
  const seen = { sentMicros: 0, beyondGrants: Number.NEGATIVE_INFINITY, refusals: 0 };

  const refused = async (micros: number): Promise<void> => {
    const state = await truth.load('b');
    const open = Object.values(state?.openGrants ?? {}).reduce((sum, grant) => sum + grant, 0);
    seen.refusals += 1;
    seen.beyondGrants = Math.max(seen.beyondGrants, LIMIT - seen.sentMicros - open - micros);
  };

  const worker = async (index: number): Promise<void> => {
    const purse = createPurse(store, 'b', `run-${index}`);
    const messages = Array.from({ length: 1 + Math.floor(random() * MOST_MESSAGES) }, () => {
      return PRICES[Math.floor(random() * PRICES.length)] as number;
    });
    const mayDie = (): void => {
      if (random() < 0.005) throw new Killed();
    };
    try {
      await purse.prepare(messages.reduce((sum, price) => sum + price, 0));
      for (const price of messages) {
        mayDie();
        if (!(await purse.charge(price))) {
          await refused(price);
          continue;
        }
        mayDie();
        // What a provider refuses for sure is given back.
        if (random() < 0.1) purse.refund(price);
        else seen.sentMicros += price;
      }
      await purse.settle();
    } catch (error) {
      const isDeath = error instanceof Killed || error instanceof UnavailableError;
      if (!isDeath && !(error instanceof ConflictError)) throw error;
    }
  };

  await run(Array.from({ length: WORKERS }, (_, index) => worker(index)));
  const state = await truth.load('b');
  const deadMicros = Object.values(state?.openGrants ?? {}).reduce((sum, grant) => sum + grant, 0);
  return { ...seen, spentMicros: state?.spentMicros ?? 0, deadMicros };
}

describe('a budget that 100 workers draw on at once, with lost answers and deaths at any moment', () => {
  it('is never overspent, and underspent by no more than the grants that are open', async () => {
    let [worst, sum, refusals] = [0, 0, 0];
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const seen = await live(seed);
      expect([seed, seen.sentMicros <= LIMIT, seen.spentMicros <= LIMIT]).toEqual([seed, true, true]);
      // Whoever was refused was refused because the rest lay in grants.
      if (seen.refusals > 0) expect([seed, seen.beyondGrants <= 0]).toEqual([seed, true]);
      // What is accounted as spent is what was sent and what the dead had drawn.
      expect([seed, seen.sentMicros <= seen.spentMicros]).toEqual([seed, true]);
      expect([seed, seen.spentMicros - seen.sentMicros <= seen.deadMicros]).toEqual([seed, true]);
      const underspent = (LIMIT - seen.sentMicros) / LIMIT;
      worst = Math.max(worst, underspent);
      sum += underspent;
      refusals += seen.refusals;
    }
    expect(refusals).toBeGreaterThan(0);
    process.stderr.write(
      `${SEEDS} seeds: overspend 0, underspend mean ${((100 * sum) / SEEDS).toFixed(2)} %, at most ${(100 * worst).toFixed(2)} %, ${refusals} refusals\n`,
    );
  });
});
