import { createRequire, syncBuiltinESMExports } from 'node:module';
import type {
  setInterval as setIntervalPromised,
  setTimeout as setTimeoutPromised,
} from 'node:timers/promises';
import { clockReader } from './shared-clock.ts';

/**
 * Timers up to a second run on wall time, and no longer one fires sooner than after a second of it: a
 * time-out that guards a request still guards it at 1440-fold speed, where 3 s would be 2 ms.
 */
const WALL_FLOOR_MS = 1000;

type Timers = Pick<typeof globalThis, 'setTimeout' | 'setInterval'>;
type PromisedTimers = { setTimeout: typeof setTimeoutPromised; setInterval: typeof setIntervalPromised };
type AnyFunction = (...args: never[]) => unknown;

/** Puts the moved clock in the place of `Date` and the timers of this thread. `performance` keeps wall time. */
export function replaceTime(memory: SharedArrayBuffer): void {
  const WallDate = Date;
  const read = clockReader(memory, WallDate.now);
  const nowMs = (): number => read().nowMs;

  function MovedDate(this: unknown, ...args: unknown[]): unknown {
    const isCall = !(this instanceof WallDate);
    if (isCall) return new WallDate(nowMs()).toString();
    const target = new.target === (MovedDate as unknown) ? WallDate : new.target;
    return Reflect.construct(WallDate, args.length === 0 ? [nowMs()] : args, target);
  }
  Object.setPrototypeOf(MovedDate, WallDate);
  Object.defineProperty(MovedDate, 'name', { value: 'Date' });
  MovedDate.now = nowMs;
  MovedDate.prototype = WallDate.prototype;
  WallDate.prototype.constructor = MovedDate;
  globalThis.Date = MovedDate as unknown as DateConstructor;

  const wallMs = (movedMs: unknown): number => {
    const asked = typeof movedMs === 'number' && movedMs > 0 ? movedMs : 1;
    return Math.max(asked / read().speed, Math.min(asked, WALL_FLOOR_MS));
  };
  replaceTimers(wallMs);
}

function replaceTimers(wallMs: (movedMs: unknown) => number): void {
  const require = createRequire(import.meta.url);
  const timers = require('node:timers') as Timers;
  const promises = require('node:timers/promises') as PromisedTimers;
  const { setTimeout: later, setInterval: often } = timers;
  const { setTimeout: laterPromised, setInterval: oftenPromised } = promises;

  const scaled = (timer: AnyFunction): AnyFunction => {
    const call = timer as (run: unknown, delayMs: unknown, ...rest: unknown[]) => unknown;
    // Node's `util.promisify` symbols ride on the original and must stay reachable.
    return Object.assign(
      (run: unknown, delayMs: unknown, ...rest: unknown[]) => call(run, wallMs(delayMs), ...rest),
      timer,
    );
  };
  timers.setTimeout = scaled(later) as typeof later;
  timers.setInterval = scaled(often) as typeof often;
  promises.setTimeout = ((delayMs: unknown, value: unknown, options: unknown) =>
    laterPromised(wallMs(delayMs), value, options as never)) as typeof laterPromised;
  promises.setInterval = ((delayMs: unknown, value: unknown, options: unknown) =>
    oftenPromised(wallMs(delayMs), value, options as never)) as typeof oftenPromised;
  syncBuiltinESMExports();
  globalThis.setTimeout = timers.setTimeout;
  globalThis.setInterval = timers.setInterval;
}
