import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import { isTooOld } from './train/choose-champion.ts';
import type { ModelCard } from './train/model-artefact.ts';
import { loadModels } from './train-run.ts';

/** The models that predictions come from. */
export interface LiveModels {
  readonly card: ModelCard;
  /** Past their age, they refuse to be used. */
  readonly isTooOld: boolean;
}

/** Which models are live; undefined before the first that may be used. */
export async function readLiveModels(ports: {
  readonly documents: DocumentStore;
  readonly artefacts: ArtefactStore;
  readonly clock: Clock;
}): Promise<LiveModels | undefined> {
  const { value } = await ports.documents.load('pointer', 'model/live');
  const hash = value?.['hash'];
  if (typeof hash !== 'string') return undefined;
  const models = await loadModels(ports.artefacts, hash);
  return { card: models.card, isTooOld: isTooOld(models, ports.clock.nowMs()) };
}
