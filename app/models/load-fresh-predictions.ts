import type { Clock } from '#app/ports/clock.ts';
import type { PredictionStore } from '#app/ports/prediction-store.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { AGE_LIMIT_DAYS } from '#core/models/predictions.ts';

/**
 * Reads predictions for deciding on: those from models past their age refuse to be used and are left out, as if nobody
 * had said anything, however long training has failed.
 */
export function createLoadFreshPredictions(
  predictions: Pick<PredictionStore, 'load'>,
  clock: Clock,
): PredictionStore['load'] {
  return async (personIds) => {
    const oldestMs = clock.nowMs() - AGE_LIMIT_DAYS * DAY_MS;
    const known = await predictions.load(personIds);
    return new Map([...known].filter(([, { atMs }]) => atMs >= oldestMs));
  };
}
