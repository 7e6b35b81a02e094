/**
 * The moved clock as shared memory, so that every worker thread reads the same instant without a message:
 * `now = movedMs + (wall - wallMs) * speed`. A counter that is odd while a write is under way keeps a
 * reader from mixing two settings.
 */
const BYTES = 32;

export interface ClockSetting {
  /** Moved time at `wallMs`, epoch milliseconds. */
  readonly movedMs: number;
  /** Wall time at which the setting was made, epoch milliseconds. */
  readonly wallMs: number;
  /** Moved seconds per wall second, > 0. */
  readonly speed: number;
}

export function createClockMemory(setting: ClockSetting): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(BYTES);
  writeClock(memory, setting);
  return memory;
}

export function writeClock(memory: SharedArrayBuffer, setting: ClockSetting): void {
  const version = new Int32Array(memory, 0, 1);
  Atomics.add(version, 0, 1);
  new Float64Array(memory, 8, 3).set([setting.movedMs, setting.wallMs, setting.speed]);
  Atomics.add(version, 0, 1);
}

/** A reader over the shared memory; `wallNow` must be the real clock, taken before `Date` is replaced. */
export function clockReader(
  memory: SharedArrayBuffer,
  wallNow: () => number,
): () => ClockSetting & { nowMs: number } {
  const version = new Int32Array(memory, 0, 1);
  const fields = new Float64Array(memory, 8, 3);
  return () => {
    for (;;) {
      const before = Atomics.load(version, 0);
      const [movedMs = 0, wallMs = 0, speed = 1] = fields;
      if (before % 2 === 0 && Atomics.load(version, 0) === before)
        return { movedMs, wallMs, speed, nowMs: Math.floor(movedMs + (wallNow() - wallMs) * speed) };
    }
  };
}
