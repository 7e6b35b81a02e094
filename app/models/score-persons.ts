import type { PredictionStore } from '#app/ports/prediction-store.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import type { Predictions, Stage } from '#core/models/predictions.ts';
import { trainingPerson } from '#core/models/training/training-person.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import type { ModelArtefact } from './train/model-artefact.ts';
import { createScorer, type ScoreSettings } from './train/score-person.ts';

/** What scoring a share of the persons did. */
export interface Scored {
  readonly personCount: number;
  /** Who is in which stage now; `none` for who is silent. */
  readonly stages: Readonly<Partial<Record<Stage | 'none', number>>>;
  /** Persons whose stage differs from the one stored before. */
  readonly movedCount: number;
}

const PERSONS_AT_ONCE = 100;
const WRITES_AT_ONCE = 16;

/** The stage's own story: moving starts it anew, staying keeps it. */
function withSince(now: Predictions, before: Predictions | undefined): Predictions {
  // A run that is repeated meets what it wrote: the story stays as it is.
  if (before?.stageSince !== undefined && (before.stage === now.stage || before.atMs === now.atMs))
    return { ...now, stageSince: before.stageSince };
  return { ...now, stageSince: { atMs: now.atMs, before: before?.stage } };
}

/**
 * Scores persons and keeps their predictions. Safe to repeat: the same snapshot and models give the same predictions,
 * and the moment of a move between stages stays the first.
 */
export async function scorePersons(
  rows: AsyncIterable<PersonRow>,
  models: { readonly artefact: ModelArtefact; readonly settings: ScoreSettings },
  store: PredictionStore,
): Promise<Scored> {
  const score = createScorer(models.artefact, models.settings);
  const stages: Partial<Record<Stage | 'none', number>> = {};
  let personCount = 0;
  let movedCount = 0;
  const write = async (persons: readonly PersonRow[]): Promise<void> => {
    const known = await store.load(persons.map(({ personId }) => personId));
    await mapConcurrently(persons, WRITES_AT_ONCE, async (row) => {
      const person = trainingPerson(row, models.artefact.currency);
      if (person === undefined) return;
      const predictions = withSince(score(person), known.get(row.personId));
      await store.save(row.personId, predictions);
      personCount += 1;
      const stage = predictions.stage ?? 'none';
      stages[stage] = (stages[stage] ?? 0) + 1;
      const before = known.get(row.personId);
      if (before !== undefined && before.stage !== predictions.stage) movedCount += 1;
    });
  };
  let held: PersonRow[] = [];
  for await (const row of rows) {
    held.push(row);
    if (held.length < PERSONS_AT_ONCE) continue;
    await write(held);
    held = [];
  }
  await write(held);
  return { personCount, stages, movedCount };
}
