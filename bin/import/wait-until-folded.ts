import { setTimeout } from 'node:timers/promises';
import type { StreamProgress } from '#app/ports/stream-progress.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import type { Out } from '../out.ts';

const POLL_MS = 300;
/** A fold whose backlog has not fallen for this long is stuck. */
const STUCK_MS = 120_000;

/**
 * Waits until everything on the stream has been folded.
 * @returns false if the user interrupted the waiting.
 * @throws UnavailableError if the backlog does not fall any more.
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
  try {
    for (;;) {
      const behind = await progress.behind();
      if (behind === 0) return true;
      if (signal.aborted) return false;
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
      await setTimeout(POLL_MS);
    }
  } finally {
    bar.done();
  }
}
