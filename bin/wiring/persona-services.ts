import { openPersonas } from '#app/personas/open-personas.ts';
import { createReviewPersonas, type ReviewPersonas } from '#app/personas/review-personas.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import type { Connection } from '../connection.ts';
import { type CloudStores, openCloudStores } from './cloud-stores.ts';

/** What people decide about personas. */
export async function reviewPersonas(connection: Connection): Promise<ReviewPersonas> {
  return createReviewPersonas(await openCloudStores(connection));
}

/** The live persona of a person with its name; undefined before the first run. */
export async function personaOf(stores: CloudStores, row: PersonRow): Promise<JsonObject | undefined> {
  const live = await openPersonas(stores);
  if (live === undefined) return undefined;
  const { personaId, probability, runnerUp } = live.assign(row);
  const named = (id: string): JsonObject => {
    const name = live.records.get(id)?.name;
    return { personaId: id, ...(name === undefined ? {} : { name: { ...name } }) };
  };
  return {
    ...named(personaId),
    probability,
    ...(runnerUp === undefined
      ? {}
      : { runnerUp: { ...named(runnerUp.personaId), probability: runnerUp.probability } }),
  };
}
