import type { ReaderLag } from '../local-progress.ts';
import { readLag } from '../local-progress.ts';

const POLL_MS = 150;
/** A batch waits for its window, one second; this closes it. */
const WINDOW = 'PT2S';

const post = async (endpoint: string, body: object): Promise<void> => {
  const response = await fetch(`${endpoint}/clock`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`the clock did not move: ${await response.text()}`);
};

/** Sets the local run's clock. */
export const setClock = (endpoint: string, nowMs: number): Promise<void> =>
  post(endpoint, { now: new Date(nowMs).toISOString() });

const behind = (lags: readonly ReaderLag[]): number =>
  Math.max(0, ...lags.map(({ behindCount }) => behindCount));

/** Waits until every reader of the stream has done with what is on it; the windows are closed by the clock. */
export async function drain(endpoint: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && behind(await readLag(endpoint)) > 0) {
    await post(endpoint, { advance: WINDOW });
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}
