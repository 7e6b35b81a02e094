import type { Clock } from '#app/ports/clock.ts';
import { createSettleMerges, type MergePorts } from './settle-merges.ts';

/** Younger ones are most likely still being worked on. */
const IDLE_MS = 60_000;
/** A note whose record was never written, because the asker crashed between the two. */
const ABANDONED_MS = 86_400_000;

/** What a sweep found. */
export interface SweptMerges {
  readonly finishedCount: number;
  /** Still under way, too young to be looked at. */
  readonly youngCount: number;
}

/** Finishes the merges and unmerges that a crash left half done; any number of sweeps may run at once. */
export type SweepMerges = () => Promise<SweptMerges>;

/** Sweeps over these stores. */
export function createSweepMerges(ports: MergePorts & { readonly clock: Clock }): SweepMerges {
  const { persons, clock } = ports;
  const moves = createSettleMerges(ports);

  const finish = async (mergeId: string): Promise<boolean> => {
    const { value } = await persons.loadMerge(mergeId);
    if (value === undefined) return false;
    const { state } = await moves.finishMerge(mergeId);
    if (state === 'undoing') await moves.finishUnmerge(mergeId);
    for (const key of value.keys) await moves.settledLedger(key);
    return true;
  };

  return async () => {
    let finishedCount = 0;
    let youngCount = 0;
    for await (const note of persons.underWay()) {
      const ageMs = clock.nowMs() - note.atMs;
      if (ageMs < IDLE_MS) youngCount += 1;
      else if (await finish(note.mergeId)) {
        await persons.forgetUnderWay(note);
        finishedCount += 1;
      } else if (ageMs > ABANDONED_MS) await persons.forgetUnderWay(note);
    }
    return { finishedCount, youngCount };
  };
}
