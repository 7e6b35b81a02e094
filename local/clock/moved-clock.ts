import { readFileSync } from 'node:fs';
import { InputError } from '#core/kernel/errors.ts';
import { keepText } from '../keep-text.ts';
import { durationMs } from './duration.ts';
import { type ClockSetting, clockReader, createClockMemory, writeClock } from './shared-clock.ts';

/** How often a clock that does not run at wall speed notes where it is, in wall time. */
const NOTE_EVERY_MS = 250;
/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2_000_000_000;

/** What `POST /clock` takes: one of them. */
export interface ClockMove {
  readonly now?: string | undefined;
  readonly advance?: string | undefined;
  readonly speed?: number | undefined;
}

/** The clock of the local cloud: the gateway's services wait on it, the functions read its memory. */
export class MovedClock {
  readonly memory: SharedArrayBuffer;
  readonly #read: () => ClockSetting & { nowMs: number };
  readonly #path: string;
  readonly #waiters = new Set<() => void>();
  readonly #notes: NodeJS.Timeout;

  /**
   * @param path file that keeps the clock across restarts. At speed 1 it keeps its distance from wall time;
   *   at any other speed it stands still while the cloud is down, so a night off does not cost a decade.
   */
  constructor(path: string) {
    this.#path = path;
    this.memory = createClockMemory(resume(path, Date.now()));
    this.#read = clockReader(this.memory, Date.now);
    this.#note();
    this.#notes = setInterval(() => {
      if (this.setting().speed !== 1) this.#note();
    }, NOTE_EVERY_MS).unref();
  }

  nowMs(): number {
    return this.#read().nowMs;
  }

  setting(): ClockSetting & { nowMs: number } {
    return this.#read();
  }

  /** @throws InputError for a move that is not understood, or that would turn time back. */
  move(move: ClockMove): void {
    const { nowMs, speed } = this.#read();
    const target = targetMs(move, nowMs);
    const nextSpeed = move.speed ?? speed;
    if (!(nextSpeed > 0 && nextSpeed <= 1_000_000)) throw new InputError('speed must lie in (0, 1000000]');
    if (target < nowMs)
      throw new InputError('the clock only moves forward: records, windows and expiries rest on it');
    writeClock(this.memory, { movedMs: target, wallMs: Date.now(), speed: nextSpeed });
    this.#note();
    for (const wake of [...this.#waiters]) wake();
  }

  /** Resolves once the moved clock reads `atMs` or later, whatever it is moved to meanwhile, or once aborted. */
  async sleepUntil(atMs: number, signal?: AbortSignal): Promise<void> {
    while (this.nowMs() < atMs && signal?.aborted !== true) await this.#doze(atMs, signal);
  }

  async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    await this.sleepUntil(this.nowMs() + durationMs, signal);
  }

  close(): void {
    clearInterval(this.#notes);
    this.#note();
  }

  #doze(atMs: number, signal?: AbortSignal): Promise<void> {
    const { nowMs, speed } = this.#read();
    const wallMs = Math.min(LONGEST_TIMER_MS, Math.max(1, Math.ceil((atMs - nowMs) / speed)));
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, wallMs);
      this.#waiters.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }

  #note(): void {
    const { nowMs, speed } = this.#read();
    keepText(this.#path, JSON.stringify({ movedMs: nowMs, wallMs: Date.now(), speed }));
  }
}

function resume(path: string, wallMs: number): ClockSetting {
  const kept = readKept(path);
  if (kept === undefined) return { movedMs: wallMs, wallMs, speed: 1 };
  if (kept.speed === 1)
    return { movedMs: kept.movedMs + Math.max(0, wallMs - kept.wallMs), wallMs, speed: 1 };
  // The last note may be a moment old: skip that moment, so that time never runs back over a kill.
  return { movedMs: kept.movedMs + NOTE_EVERY_MS * 2 * kept.speed, wallMs, speed: kept.speed };
}

function readKept(path: string): ClockSetting | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ClockSetting;
  } catch {
    return undefined;
  }
}

function targetMs(move: ClockMove, nowMs: number): number {
  if (move.advance !== undefined) return nowMs + durationMs(move.advance);
  if (move.now === undefined) {
    if (move.speed === undefined)
      throw new InputError('say {"now": instant}, {"advance": "PT1H"} or {"speed": 1440}');
    return nowMs;
  }
  const at = Date.parse(move.now);
  if (Number.isNaN(at)) throw new InputError(`"${move.now}" is no ISO 8601 instant`);
  return at;
}
