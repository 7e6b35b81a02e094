import type { DocumentStore } from '#app/ports/document-store.ts';
import { documentsOf } from '#app/ports/documents.ts';
import type { Gain } from '#core/models/training/paired-loss.ts';
import type { Verdict } from './train/choose-champion.ts';
import type { ModelArtefact, ModelPart, PartCard } from './train/model-artefact.ts';

/** What one training came to on days that it had not seen. */
export interface TrainingRecord {
  /** Instant of its snapshot, UTC epoch ms. */
  readonly atMs: number;
  /** SHA-256 of the model artefact. */
  readonly hash: string;
  readonly verdict: Verdict;
  /** Held-out loss of each part beside its naive rival's; parts that could not be judged are left out. */
  readonly errors: readonly (Gain & { readonly part: ModelPart } & Pick<PartCard, 'unit' | 'form'>)[];
  /** Against the models that were live then, on the same days. */
  readonly champion: ModelArtefact['card']['champion'];
}

const COLLECTION = 'training';

/** Writes a training down; doing it again changes nothing but its verdict. */
export async function rememberTraining(
  documents: DocumentStore,
  { atMs, card }: Pick<ModelArtefact, 'atMs' | 'card'>,
  { hash, verdict }: Pick<TrainingRecord, 'hash' | 'verdict'>,
): Promise<void> {
  const errors = (Object.keys(card.parts) as ModelPart[]).flatMap((part) => {
    const { gain, unit, form } = card.parts[part];
    if (gain === undefined || !Number.isFinite(gain.gain)) return [];
    return [{ ...gain, part, unit, ...(form && { form }) }];
  });
  const record: TrainingRecord = { atMs, hash, verdict, errors, champion: card.champion };
  const id = `${new Date(atMs).toISOString()}/${hash.slice(0, 12)}`;
  await documentsOf<TrainingRecord>(documents, COLLECTION).change(id, () => record);
}

/** The newest trainings, newest first. */
export async function readTrainings(
  documents: DocumentStore,
  most: number,
): Promise<readonly TrainingRecord[]> {
  const records: TrainingRecord[] = [];
  for await (const record of documentsOf<TrainingRecord>(documents, COLLECTION).list()) records.push(record);
  return records.sort((a, b) => b.atMs - a.atMs).slice(0, most);
}
