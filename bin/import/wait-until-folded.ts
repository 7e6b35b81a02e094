import { setTimeout } from 'node:timers/promises';
import type { StreamProgress } from '#app/ports/stream-progress.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import type { Out } from '../out.ts';

const POLL_MS = 300;
/** A fold whose backlog has not fallen for this long is stuck. */
const STUCK_MS = 120_000;
/** A local run that was killed and started again is back within ten seconds; one that is silent for this long is gone. */
const AWAY_MS = 30_000;

/**
 * Waits until everything on the stream has been folded.
 * @returns false if the user interrupted the waiting.
 * @throws UnavailableError if the backlog does not fall any more; what `behind` threw, if it answers no more.
 */
export async function waitUntilFolded(
  progress: StreamProgress,
  out: Out,
  signal: AbortSignal,
  nowMs: () => number,
): Promise<boolean> {
  const bar = out.progress(out.say({ en: 'folding', ko: '프로필에 반영 중' }));
  let most = 0;
  let least = Number.POSITIVE_INFINITY;
  let fellMs = nowMs();
  const ask = patientAsking(progress, nowMs);
  try {
    for (; ; await setTimeout(POLL_MS)) {
      const behind = await ask();
      if (behind === 0) return true;
      if (signal.aborted) return false;
      if (behind === undefined) continue;
      most = Math.max(most, behind);
      if (behind < least) {
        least = behind;
        fellMs = nowMs();
      }
      if (nowMs() - fellMs > STUCK_MS) {
        throw new UnavailableError(
          `everything is on the stream, but ${behind} records are not folded and nothing moves; see "kairos doctor"`,
        );
      }
      bar.update(1 - behind / most, out.say({ en: `${behind} records to go`, ko: `${behind}건 남음` }));
    }
  } finally {
    bar.done();
  }
}

/** Asks how far behind the fold is; undefined while nobody answers, which may be so for a while. */
function patientAsking(progress: StreamProgress, nowMs: () => number): () => Promise<number | undefined> {
  let answeredMs = nowMs();
  return async () => {
    try {
      const behind = await progress.behind();
      answeredMs = nowMs();
      return behind;
    } catch (error) {
      if (nowMs() - answeredMs > AWAY_MS) throw error;
      return undefined;
    }
  };
}
