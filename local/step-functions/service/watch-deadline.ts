import type { MachineClock } from '../run/world.ts';

export interface Deadline {
  /** Aborted once it has passed. */
  readonly passed: AbortSignal;
  stop(): void;
}

/** Watches the moved clock until the instant has come. */
export function watchDeadline(
  clock: MachineClock,
  { atMs, signal }: { readonly atMs: number; readonly signal: AbortSignal },
): Deadline {
  const passed = new AbortController();
  const done = new AbortController();
  if (Number.isFinite(atMs))
    void clock.sleepUntil(atMs, AbortSignal.any([signal, done.signal])).then(() => {
      if (clock.nowMs() >= atMs && !done.signal.aborted && !signal.aborted) passed.abort();
    });
  return { passed: passed.signal, stop: () => done.abort() };
}
