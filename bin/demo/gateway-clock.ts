import { setTimeout as sleep } from 'node:timers/promises';
import type { DueIndex } from '#app/ports/due-index.ts';
import type { ReaderLag } from '../local-progress.ts';
import { readLag, readRunningCount } from '../local-progress.ts';

const POLL_MS = 50;
/** A batch waits for its window, one second; this closes it. Not at each look: the clock must not run away. */
const WINDOW = 'PT2S';
const WINDOW_LOOKS = 4;
/** What comes again comes with the next minute's tick, once nobody has been at work for so many looks. */
const MINUTE = 'PT1M';
const IDLE_LOOKS = 6;

const post = async (endpoint: string, body: object): Promise<void> => {
  const response = await fetch(`${endpoint}/clock`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`the clock did not move: ${await response.text()}`);
};

/** What the local run's clock reads. */
async function readClock(endpoint: string): Promise<number> {
  const { now } = (await (await fetch(`${endpoint}/clock`)).json()) as { readonly now: string };
  return Date.parse(now);
}

/** Sets the local run's clock; one that is past that instant already stays: it never runs back. */
export async function setClock(endpoint: string, nowMs: number): Promise<void> {
  if (nowMs > (await readClock(endpoint))) await post(endpoint, { now: new Date(nowMs).toISOString() });
}

const behind = (lags: readonly ReaderLag[]): number =>
  Math.max(0, ...lags.map(({ behindCount }) => behindCount));

/** Waits until every reader of the stream has done with what is on it; the windows are closed by the clock. */
export async function drain(endpoint: string, signal: AbortSignal): Promise<void> {
  for (let look = 0; !signal.aborted && behind(await readLag(endpoint)) > 0; look += 1) {
    if (look % WINDOW_LOOKS === 0) await post(endpoint, { advance: WINDOW });
    await sleep(POLL_MS);
  }
}

/**
 * Waits until the dispatcher is done with whatever is due. The clock stands while a worker works: a minute that passes
 * then makes a message late, or leaves open what became of it.
 */
export async function untilDispatched(
  endpoint: string,
  due: Pick<DueIndex, 'open'>,
  signal: AbortSignal,
): Promise<void> {
  let idleLooks = 0;
  while (!signal.aborted) {
    if ((await readRunningCount(endpoint)) > 0) idleLooks = 0;
    else if ((await due.open(await readClock(endpoint))).length === 0) return;
    else idleLooks += 1;
    if (idleLooks === IDLE_LOOKS) {
      await post(endpoint, { advance: MINUTE });
      idleLooks = 0;
    }
    await sleep(POLL_MS);
  }
}
