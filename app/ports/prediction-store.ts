import type { Predictions } from '#core/models/predictions.ts';

/** What the live models say of each person. Its promises are pinned by tests/contract/prediction-store.suite.ts. */
export interface PredictionStore {
  /** The stored predictions by person, consistent; persons without any are left out. */
  load(personIds: readonly string[]): Promise<ReadonlyMap<string, Predictions>>;
  /**
   * Replaces a person's predictions, unless those stored are from a later snapshot: putting again is safe, and a slow
   * run never overwrites a newer one.
   * @throws UnavailableError if the store does not answer.
   */
  save(personId: string, predictions: Predictions): Promise<void>;
}
