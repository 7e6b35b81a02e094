import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { PredictionStore } from '#app/ports/prediction-store.ts';
import type { RunFiles } from '#app/ports/run-files.ts';
import { rowsKey, type SnapshotRun } from '#app/profiles/snapshot/shuffle-export.ts';
import { DomainError } from '#core/kernel/errors.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { readPlain, writePlain } from '#core/kernel/plain-data.ts';
import { lastSeenDay } from '#core/kernel/time.ts';
import type { DataCheck } from '#core/models/training/data-checks.ts';
import { trainingPerson } from '#core/models/training/training-person.ts';
import type { FoldSettings } from '#core/profiles/fold-settings.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { type Scored, scorePersons } from './score-persons.ts';
import { chooseChampion, isTooOld, type Verdict } from './train/choose-champion.ts';
import { finishTraining } from './train/finish-training.ts';
import {
  isReadable,
  type ListedProduct,
  type ModelArtefact,
  type ModelCard,
} from './train/model-artefact.ts';
import { MOST_ROUNDS, nextRound, startTraining } from './train/training-program.ts';
import type { TrainingState } from './train/training-state.ts';
import { rememberTraining } from './training-history.ts';

/** Where the run stands, for the state machine's choice and for people. */
export interface RoundReport {
  readonly phase: TrainingState['phase'];
  readonly round: number;
}

/** What publishing did. */
export interface Published {
  readonly verdict: Verdict;
  /** SHA-256 of the challenger. */
  readonly challenger: string;
  /** SHA-256 of what is live now; absent where nothing is usable. */
  readonly live?: string;
  /** Parts of the live models and why they refuse, for the run's ending. */
  readonly card?: ModelCard;
}

const stateKey = ({ folder }: SnapshotRun, round: number): string => `${folder}/state/${round}`;
const sumsKey = ({ folder }: SnapshotRun, round: number, share: number): string =>
  `${folder}/sums/${round}/${share}`;

async function readFile(files: RunFiles, key: string): Promise<unknown> {
  for await (const line of files.readLines(key)) return readPlain(line);
  throw new DomainError('a file of the run is missing: start the run anew', { details: { key } });
}

const writeFile = (files: RunFiles, key: string, value: unknown): Promise<void> =>
  files.writeLines(key, [writePlain(value)]);

async function* rowsIn(files: RunFiles, run: SnapshotRun, share: number): AsyncIterable<PersonRow> {
  for await (const line of files.readLines(rowsKey(run, share))) yield JSON.parse(line) as PersonRow;
}

/** The passes: what a share's persons say, and what follows from all shares. */
export interface FitModels {
  summarise(run: SnapshotRun, round: number, share: number): Promise<void>;
  /** @throws DomainError after more passes than any training needs. */
  solve(run: SnapshotRun, round: number): Promise<RoundReport>;
}

/** Over the run's files alone. */
export function createFitModels({ files }: { readonly files: RunFiles }): FitModels {
  const stateOf = async (run: SnapshotRun, round: number) =>
    (await readFile(files, stateKey(run, round))) as TrainingState;
  return {
    async summarise(run, round, share) {
      const state = await stateOf(run, round);
      const persons = [];
      for await (const row of rowsIn(files, run, share))
        persons.push(...[trainingPerson(row, state.request.currency)].filter((one) => one !== undefined));
      await writeFile(files, sumsKey(run, round, share), nextRound(state).summarise(persons));
    },
    async solve(run, round) {
      if (round >= MOST_ROUNDS) throw new DomainError('the training does not end', { details: { round } });
      const state = await stateOf(run, round);
      const learner = nextRound(state);
      const sums = (share: number) =>
        readFile(files, sumsKey(run, round, share)) as Promise<Readonly<Record<string, unknown>>>;
      let merged = await sums(0);
      for (let share = 1; share < run.shareCount; share++) merged = learner.merge(merged, await sums(share));
      const next = learner.solve(merged);
      await writeFile(files, stateKey(run, next.round), next);
      return { phase: next.phase, round: next.round };
    },
  };
}

/** The document that says what became of the newest challenger. */
export const LATEST = 'model/latest';

interface LivePointer {
  readonly hash: string;
  readonly version: number;
}

/** Which models are live, and how they become so. */
export interface PublishModels {
  /** Writes down what the run is about: the day, the products, the champion. */
  begin(run: SnapshotRun, atMs: number): Promise<RoundReport & { readonly snapshotDay: number }>;
  /** Judges the challenger, keeps it, and swaps the pointer if it wins; `accepted` findings do not count. Repeating changes nothing. */
  publish(run: SnapshotRun, round: number, accepted?: readonly DataCheck[]): Promise<Published>;
}

/** Over the artefacts and the pointer. */
export function createPublishModels(ports: {
  readonly files: RunFiles;
  readonly artefacts: ArtefactStore;
  readonly documents: DocumentStore;
  readonly catalogue: CatalogueStore;
  readonly clock: Clock;
  readonly settings: FoldSettings;
}): PublishModels {
  const { files, artefacts, documents, clock, settings } = ports;

  async function pointer(): Promise<LivePointer | undefined> {
    const { value, version } = await documents.load('pointer', 'model/live');
    return typeof value?.['hash'] === 'string' ? { hash: value['hash'], version } : undefined;
  }

  async function swap(
    live: LivePointer | undefined,
    next: { readonly hash: string; readonly atMs: number },
  ): Promise<void> {
    const before = live === undefined ? {} : { before: live.hash };
    await documents.save('pointer', 'model/live', live?.version ?? 0, { ...next, ...before });
  }

  /** Judges the challenger and swaps the pointer if it wins. */
  async function decide(
    artefact: ModelArtefact,
    hash: string,
    against: {
      readonly live: LivePointer | undefined;
      readonly champion: ModelArtefact | undefined;
      readonly accepted: readonly DataCheck[];
    },
  ): Promise<Verdict> {
    const { live, champion, accepted } = against;
    // A run that is repeated after its own swap meets itself as the champion.
    if (live?.hash === hash) return { isPromoted: true };
    const verdict = chooseChampion(artefact, champion, clock.nowMs(), accepted);
    if (verdict.isPromoted) await swap(live, { hash, atMs: artefact.atMs });
    return verdict;
  }

  /** What became of the newest challenger, for people, and its error beside those of the trainings before. */
  async function remember(artefact: ModelArtefact, hash: string, verdict: Verdict): Promise<void> {
    const { version } = await documents.load('pointer', LATEST);
    const json = JSON.parse(JSON.stringify(verdict)) as JsonObject;
    await documents.save('pointer', LATEST, version, { hash, atMs: artefact.atMs, verdict: json });
    await rememberTraining(documents, artefact, { hash, verdict });
  }

  async function products(): Promise<readonly ListedProduct[]> {
    const listed: ListedProduct[] = [];
    const said = (value: unknown): string => (typeof value === 'string' ? value : '');
    for await (const { attributes } of ports.catalogue.list('products')) {
      listed.push({
        productId: said(attributes['product_id']),
        category: said(attributes['category']),
        brand: said(attributes['brand']),
        isSoldOut: Number(attributes['stock'] ?? 1) === 0,
      });
    }
    return listed;
  }

  return {
    async begin(run, atMs) {
      const live = await pointer();
      const champion = live && (await loadChampion(artefacts, live.hash));
      const snapshotDay = lastSeenDay(settings.brandZone, atMs);
      const state = startTraining({
        atMs,
        snapshotDay,
        currency: settings.brandCurrency,
        products: await products(),
        ...(champion && { champion }),
      });
      await writeFile(files, stateKey(run, 0), state);
      return { phase: state.phase, round: state.round, snapshotDay };
    },

    async publish(run, round, accepted = []) {
      const state = (await readFile(files, stateKey(run, round))) as TrainingState;
      const artefact = finishTraining(state);
      const challenger = await artefacts.put('model', new TextEncoder().encode(writePlain(artefact)));
      const live = await pointer();
      const champion = live && (await loadChampion(artefacts, live.hash));
      const verdict = await decide(artefact, challenger, { live, champion, accepted });
      await remember(artefact, challenger, verdict);
      if (verdict.isPromoted) return { verdict, challenger, live: challenger, card: artefact.card };
      const stays = live === undefined ? {} : { live: live.hash };
      return { verdict, challenger, card: champion?.card ?? artefact.card, ...stays };
    },
  };
}

/** The champion; one of an older shape has lost already. */
async function loadChampion(artefacts: ArtefactStore, hash: string): Promise<ModelArtefact | undefined> {
  const champion = await loadModels(artefacts, hash);
  return isReadable(champion) ? champion : undefined;
}

/** Reads a model artefact. @throws DomainError if it was never kept, or is not what was stored. */
export async function loadModels(artefacts: ArtefactStore, hash: string): Promise<ModelArtefact> {
  const body = await artefacts.get('model', hash);
  if (body === undefined) throw new DomainError('the live models are not there: run train again');
  return readPlain(new TextDecoder().decode(body)) as ModelArtefact;
}

/** Scores one share of a run's persons with the live models. */
export type ScoreShare = (run: SnapshotRun, share: number, hash: string) => Promise<Scored>;

/** Over the run's files and the predictions. @throws DomainError for models past their age. */
export function createScoreShare(ports: {
  readonly files: RunFiles;
  readonly artefacts: ArtefactStore;
  readonly predictions: PredictionStore;
  readonly clock: Clock;
}): ScoreShare {
  const { files, artefacts, predictions, clock } = ports;
  return async (run, share, hash) => {
    const artefact = await loadModels(artefacts, hash);
    if (!isReadable(artefact))
      throw new DomainError('the live models have a shape that is not read any more: run train again', {
        details: { format: artefact.format },
      });
    if (isTooOld(artefact, clock.nowMs()))
      throw new DomainError('the live models are past their age and refuse to be used', {
        details: { ageLimitDays: artefact.card.ageLimitDays },
      });
    const { request } = (await readFile(files, stateKey(run, 0))) as TrainingState;
    const settings = { ...request, modelHash: hash };
    return scorePersons(rowsIn(files, run, share), { artefact, settings }, predictions);
  };
}
