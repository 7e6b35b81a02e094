import { trainInProcess } from '#app/models/train/train-in-process.ts';
import type { Published } from '#app/models/train-run.ts';
import { loadModels } from '#app/models/train-run.ts';
import { createReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import { writePlain } from '#core/kernel/plain-data.ts';
import { trainingPerson } from '#core/models/training/training-person.ts';
import type { Stores } from './kairos-stores.ts';

/** What a run of the state machine ends with. */
export interface TrainEnding {
  readonly published: Published;
  readonly personCount: number;
  readonly movedCount: number;
}

/** The live models of a cloud, and the hash of what a run in this process makes of the same stores. */
export async function liveModels(stores: Stores) {
  const { value } = await stores.documents.load('pointer', 'model/live');
  const hash = value?.['hash'];
  if (typeof hash !== 'string') throw new Error('no models are live');
  const artefact = await loadModels(stores.artefacts, hash);
  return {
    live: { hash, artefact },
    async trainHere(): Promise<string> {
      const persons = [];
      for await (const row of createReadPersons(stores)(artefact.atMs)) {
        const person = trainingPerson(row, artefact.currency);
        if (person !== undefined) persons.push(person);
      }
      const { atMs, snapshotDay, currency } = artefact;
      const own = trainInProcess([persons], { atMs, snapshotDay, currency, products: [] });
      return stores.artefacts.put('model', new TextEncoder().encode(writePlain(own)));
    },
  };
}
