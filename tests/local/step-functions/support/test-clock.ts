import type { MachineClock } from '#local/step-functions/run/world.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Expressions and fake tasks are done within so many turns of the event loop, however busy the machine is. */
const IDLE_TURNS = 20;

/** A clock that jumps to whatever is due next once nothing else is left to do. */
export class TestClock implements MachineClock {
  #nowMs = Date.parse('2027-01-01T00:00:00Z');
  readonly #sleepers = new Set<Sleeper>();
  #isJumpPlanned = false;

  nowMs(): number {
    return this.#nowMs;
  }

  sleepUntil(atMs: number, signal?: AbortSignal): Promise<void> {
    if (this.#nowMs >= atMs || signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = {
        atMs,
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
      this.#plan();
    });
  }

  #plan(): void {
    if (this.#isJumpPlanned) return;
    this.#isJumpPlanned = true;
    setTimeout(() => this.#letTurnsPass(IDLE_TURNS), 2);
  }

  #letTurnsPass(turns: number): void {
    if (turns > 0) setImmediate(() => this.#letTurnsPass(turns - 1));
    else this.#jump();
  }

  #jump(): void {
    this.#isJumpPlanned = false;
    const next = [...this.#sleepers].sort((a, b) => a.atMs - b.atMs)[0];
    if (next === undefined || !Number.isFinite(next.atMs)) return;
    this.#nowMs = Math.max(this.#nowMs, next.atMs);
    next.wake();
    this.#plan();
  }
}
