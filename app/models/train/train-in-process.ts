import type { TrainingPerson } from '#core/models/training/training-person.ts';
import { finishTraining } from './finish-training.ts';
import type { ModelArtefact } from './model-artefact.ts';
import { MOST_ROUNDS, nextRound, startTraining } from './training-program.ts';
import type { TrainingRequest, TrainingState } from './training-state.ts';

/**
 * Trains in this process, over any partition of the persons: the same passes as the `train` state machine makes over
 * a Distributed Map, and the same models to the last bit.
 */
export function trainInProcess(
  partitions: readonly (readonly TrainingPerson[])[],
  request: TrainingRequest,
): ModelArtefact {
  let state: TrainingState = startTraining(request);
  for (let pass = 0; pass < MOST_ROUNDS && state.phase !== 'done'; pass++) {
    const round = nextRound(state);
    state = round.solve(
      partitions.map((persons) => round.summarise(persons)).reduce((a, b) => round.merge(a, b)),
    );
  }
  return finishTraining(state);
}
