import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import { isTooOld, type Verdict } from './train/choose-champion.ts';
import type { ModelCard } from './train/model-artefact.ts';
import { LATEST, loadModels } from './train-run.ts';

/** The models that predictions come from. */
export interface LiveModels {
  readonly card: ModelCard;
  /** Past their age, they refuse to be used. */
  readonly isTooOld: boolean;
}

/** What became of the newest training. */
export interface LatestTraining {
  /** Instant of its snapshot, UTC epoch ms. */
  readonly atMs: number;
  readonly verdict: Verdict;
}

/** How the models stand. */
export interface ModelStatus {
  /** Undefined before the first that may be used. */
  readonly live: LiveModels | undefined;
  /** Undefined before the first training. */
  readonly latest: LatestTraining | undefined;
}

/** Which models are live, and what became of those that were trained last. */
export async function readModelStatus(ports: {
  readonly documents: DocumentStore;
  readonly artefacts: ArtefactStore;
  readonly clock: Clock;
}): Promise<ModelStatus> {
  const { documents, artefacts, clock } = ports;
  const { value: latest } = await documents.load('pointer', LATEST);
  const { value } = await documents.load('pointer', 'model/live');
  const hash = value?.['hash'];
  const models = typeof hash === 'string' ? await loadModels(artefacts, hash) : undefined;
  return {
    live: models && { card: models.card, isTooOld: isTooOld(models, clock.nowMs()) },
    latest: latest as LatestTraining | undefined,
  };
}
