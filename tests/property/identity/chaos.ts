import { ConflictError, UnavailableError } from '#core/kernel/errors.ts';

/** A small seeded generator (xorshift32): the same seed gives the same run, byte for byte. */
export function createDice(seed: number) {
  let state = (seed * 2654435761) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 0x1_0000_0000;
  };
  return {
    chance: (probability: number) => next() < probability,
    below: (limit: number) => Math.floor(next() * limit),
    pick: <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item,
  };
}

export type Dice = ReturnType<typeof createDice>;

/** The process of one actor died: nothing of it runs any more. */
class Crash extends Error {}

/** A run of a few actors takes some hundred turns: whoever is not done by then waits for something that never comes. */
const MOST_TURNS = 50_000;

/** How often a call to a store goes wrong. */
export interface Faults {
  readonly crash: number;
  /** The write happens, the answer is lost. */
  readonly lostAnswer: number;
  /** The write happens twice, as a client repeating itself would do. */
  readonly twice: number;
}

/**
 * Runs actors over stores one store call at a time, in an order that only the seed decides. An actor may die before
 * or after any call.
 */
export class Chaos {
  readonly #dice: Dice;
  #waiting: { readonly resume: () => void; readonly fromTurn: number }[] = [];
  #turn = 0;
  faults: Faults = { crash: 0, lostAnswer: 0, twice: 0 };

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  /** A store whose every method waits for its turn, and may fail as `faults` say. */
  wrap<Store extends object>(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
        if (name === 'underWay') return method.bind(target);
        return (...args: unknown[]) => this.#call(() => method.apply(target, args) as Promise<unknown>);
      },
    });
  }

  async #call(call: () => Promise<unknown>): Promise<unknown> {
    // A few calls wait long: what was read before them is old when they come to write.
    const fromTurn = this.#dice.chance(0.1) ? this.#turn + this.#dice.below(120) : 0;
    await new Promise<void>((resume) => this.#waiting.push({ resume, fromTurn }));
    if (this.#dice.chance(this.faults.crash)) throw new Crash();
    const result = await call();
    if (this.#dice.chance(this.faults.twice)) await call();
    if (this.#dice.chance(this.faults.crash)) throw new Crash();
    if (this.#dice.chance(this.faults.lostAnswer)) throw new UnavailableError('answer lost');
    return result;
  }

  /** Runs all actors to their ends; one that is told "later" starts again, one that died does not. */
  async run(actors: readonly (() => Promise<unknown>)[]): Promise<void> {
    let running = actors.length;
    const all = actors.map((actor) =>
      persist(actor).finally(() => {
        running -= 1;
      }),
    );
    while (running > 0) {
      await settleMicrotasks();
      this.#turn += 1;
      if (this.#turn > MOST_TURNS) throw new Error(`${running} actors never end`);
      this.#resumeOne();
    }
    await Promise.all(all);
  }

  #resumeOne(): void {
    const ready = this.#waiting.filter(({ fromTurn }) => fromTurn <= this.#turn);
    if (ready.length === 0) return;
    const next = this.#dice.pick(ready);
    this.#waiting = this.#waiting.filter((other) => other !== next);
    next.resume();
  }
}

async function persist(actor: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await actor();
      return;
    } catch (error) {
      if (error instanceof Crash) return;
      if (!(error instanceof ConflictError || error instanceof UnavailableError)) throw error;
    }
  }
}

/** The memory table settles within a few microtasks: a full turn of the event loop lets everybody reach a store call. */
function settleMicrotasks(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
