import type { ItemKey, Table } from '#app/ports/table.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { dice } from '../dice.ts';

/** The process of one actor died: nothing of it runs any more. */
export class Crash extends Error {}

/** How often a call goes wrong, each [0, 1]. */
export interface Faults {
  readonly crash: number;
  /** The call is not made. */
  readonly refused: number;
  /** The call is made, its answer is lost. */
  readonly lostAnswer: number;
  /** The call is made twice, as a client repeating itself would do. */
  readonly twice: number;
  /** The clock jumps ahead while the caller waits. */
  readonly jump: number;
}

export const NO_FAULTS: Faults = { crash: 0, refused: 0, lostAnswer: 0, twice: 0, jump: 0 };

interface Waiting {
  readonly resume: () => void;
  readonly fromTurn: number;
}

/** Turns after which a run is taken not to end (I6). */
const TURNS = 60_000;

/**
 * Runs actors one call at a time in an order that only the seed decides. Every call may be the last of its actor, may
 * be made in vain or twice, may wait for long while others go on, and finds the clock somewhere later.
 */
export class Scheduler {
  readonly random: () => number;
  faults: Faults = NO_FAULTS;
  nowMs: number;
  turn = 0;
  /** What happened, for replay: equal seeds give equal logs. */
  readonly log: string[] = [];
  #waiting: Waiting[] = [];

  constructor(seed: number, startMs: number) {
    this.random = dice(seed);
    this.nowMs = startMs;
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** Waits for a turn; a few wait long. */
  async wait(): Promise<void> {
    const fromTurn = this.chance(0.06) ? this.turn + this.below(150) : 0;
    await new Promise<void>((resume) => this.#waiting.push({ resume, fromTurn }));
  }

  /** One call of a store or provider. */
  async call<Result>(name: string, run: () => Promise<Result>, isRepeatable = true): Promise<Result> {
    await this.wait();
    const { crash, refused, lostAnswer } = this.faults;
    const twice = isRepeatable ? this.faults.twice : 0;
    this.log.push(`${this.turn} ${this.nowMs} ${name}`);
    if (this.chance(crash)) throw new Crash();
    if (this.chance(refused)) throw new UnavailableError('refused');
    const result = await run();
    if (this.chance(twice)) await run().catch(() => undefined);
    if (this.chance(crash)) throw new Crash();
    if (this.chance(lostAnswer)) throw new UnavailableError('answer lost');
    return result;
  }

  /** A table whose every call goes through the scheduler. */
  wrap(name: string, table: Table, hearRead: (keys: readonly ItemKey[]) => void): Table {
    return {
      schema: table.schema,
      get: (keys) =>
        this.call(`${name} get`, async () => {
          hearRead(keys);
          return table.get(keys);
        }),
      put: (item, condition) => this.call(`${name} put`, () => table.put(item, condition)),
      remove: (key, condition) => this.call(`${name} remove`, () => table.remove(key, condition)),
      query: (partition) => this.#query(name, table, partition),
      keys: () => table.keys(),
    };
  }

  async *#query(name: string, table: Table, partition: string) {
    const items = await this.call(`${name} query`, async () => {
      const found = [];
      for await (const item of table.query(partition)) found.push(item);
      return found;
    });
    yield* items;
  }

  /** Runs all actors to their ends. @throws Error if they do not end. */
  async run(actors: readonly (() => Promise<unknown>)[]): Promise<void> {
    let running = actors.length;
    const ends = actors.map(async (actor) => {
      try {
        await actor();
      } finally {
        running -= 1;
      }
    });
    const all = Promise.all(ends);
    all.catch(() => undefined);
    const lastTurn = this.turn + TURNS;
    while (running > 0) {
      await settleMicrotasks();
      this.turn += 1;
      if (this.turn > lastTurn) throw new Error('I6: the run does not end');
      this.nowMs += this.#step();
      this.#resumeOne();
    }
    await all;
  }

  #step(): number {
    if (!this.chance(this.faults.jump)) return this.below(40);
    return this.pick([1500, 20_000, 90_000, 20 * 60_000]);
  }

  #resumeOne(): void {
    const ready = this.#waiting.filter(({ fromTurn }) => fromTurn <= this.turn);
    if (ready.length === 0) return;
    const next = this.pick(ready);
    this.#waiting = this.#waiting.filter((other) => other !== next);
    next.resume();
  }
}

/** Memory stores settle within a few microtasks: a turn of the event loop lets everybody reach a call. */
function settleMicrotasks(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
