import { anyOf, attributeAtMost, notExists } from '#app/ports/condition.ts';
import type { PredictionStore } from '#app/ports/prediction-store.ts';
import type { Table } from '#app/ports/table.ts';
import { ConflictError, DomainError } from '#core/kernel/errors.ts';
import { decodePredictions, encodePredictions } from './prediction-codec.ts';

/** Predictions are made anew each night: what is a quarter old says nothing. Seconds. */
const KEPT_SECONDS = 90 * 86_400;

/** Predictions as a further part of the profile table: items `customerKey` (the person's), `part`, `atMs`, `state`, `expiresAt`. */
export function createTablePredictionStore(table: Table): PredictionStore {
  return {
    async load(personIds) {
      const items = await table.get(personIds.map((customerKey) => ({ customerKey, part: 'predictions' })));
      return new Map(
        items.map(({ customerKey, state }) => {
          if (!(state instanceof Uint8Array) || typeof customerKey !== 'string')
            throw new DomainError('stored predictions are not whole');
          return [customerKey, decodePredictions(state)];
        }),
      );
    },
    async save(personId, predictions) {
      const { atMs } = predictions;
      const expiresAt = Math.floor(atMs / 1000) + KEPT_SECONDS;
      const state = encodePredictions(predictions);
      const item = { customerKey: personId, part: 'predictions', atMs, state, expiresAt };
      try {
        await table.put(item, anyOf(notExists(), attributeAtMost('atMs', atMs)));
      } catch (error) {
        // A later run was here: its predictions stay.
        if (!(error instanceof ConflictError)) throw error;
      }
    },
  };
}
