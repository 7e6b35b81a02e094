import { beforeAll, describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { decodePredictions, encodePredictions } from '#adapters/node/prediction-codec.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { trainingSection } from '#app/kpis/training-section.ts';
import { chooseChampion } from '#app/models/train/choose-champion.ts';
import { finishTraining } from '#app/models/train/finish-training.ts';
import type { ModelArtefact } from '#app/models/train/model-artefact.ts';
import { createScorer, totalLogOdds } from '#app/models/train/score-person.ts';
import { trainInProcess } from '#app/models/train/train-in-process.ts';
import { nextRound, startTraining } from '#app/models/train/training-program.ts';
import { readTrainings, rememberTraining } from '#app/models/training-history.ts';
import { tables } from '#contracts/tables.ts';
import { readPlain, writePlain } from '#core/kernel/plain-data.ts';
import { createRng } from '#core/kernel/rng.ts';
import { logOdds } from '#core/maths/logistic.ts';
import type { NewtonFit } from '#core/models/propensity/logistic-regression.ts';
import type { TrainingPerson } from '#core/models/training/training-person.ts';
import {
  madeUpPersons,
  madeUpProducts,
  madeUpRequest,
  SNAPSHOT_DAY,
} from '#tests/support/made-up-training.ts';

const persons = madeUpPersons(300);
const DAY_MS = 86_400_000;

function split(count: number): readonly (readonly TrainingPerson[])[] {
  const rng = createRng(count);
  const shares: TrainingPerson[][] = Array.from({ length: count }, () => []);
  for (const person of persons) shares[rng.integer(count)]!.push(person);
  return shares;
}

let whole: ModelArtefact;
/** Passes whose merged statistics differed between partitions. */
const differing: number[] = [];

/** Trains in one process; after each pass the statistics of 3 and of 64 partitions are merged as well and compared. */
beforeAll(() => {
  let state = startTraining(madeUpRequest);
  while (state.phase !== 'done') {
    const round = nextRound(state);
    const [one, ...others] = [1, 3, 64].map((count) =>
      split(count)
        .map((share) => round.summarise(share))
        .reduce((a, b) => round.merge(a, b)),
    );
    if (others.some((other) => writePlain(sorted(other)) !== writePlain(sorted(one))))
      differing.push(state.round);
    state = round.solve(one!);
  }
  whole = finishTraining(state);
}, 240_000);

/** Keys of records in order: the order in which they were first seen says nothing. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}

const settings = {
  modelHash: 'ab'.repeat(32),
  atMs: madeUpRequest.atMs,
  snapshotDay: SNAPSHOT_DAY,
  products: madeUpProducts,
};

describe('a training run', () => {
  it('has the same statistics to the last bit from 1, 3 and 64 random partitions, pass by pass', () => {
    expect(differing).toEqual([]);
  });

  it('lets a propensity be used that beats its naive rivals, and says by how much', () => {
    const { refusal, gain } = whole.card.parts.propensity7;
    expect(refusal).toBeUndefined();
    expect(gain?.low).toBeGreaterThan(0);
  });

  it('keeps straight lines where bends gain nothing for certain', () => {
    const { form, model } = whole.propensity30!;
    expect(form?.form).toBe('linear');
    expect(model.bends).toBeUndefined();
  });

  it('survives being written and read', () => {
    expect(readPlain(writePlain(whole))).toEqual(whole);
  });

  it('refuses every part of a shop that is too small, and says why', () => {
    const { card } = trainInProcess([persons.slice(0, 20)], madeUpRequest);
    expect(card.parts.timing.refusal).toBe('too_few_customers');
    expect(card.parts.propensity30.refusal).toBe('too_few_customers');
    expect(card.parts.stages.refusal).toBeDefined();
  });
});

describe('champion and challenger', () => {
  const later = { ...madeUpRequest, atMs: madeUpRequest.atMs + DAY_MS };

  it('promotes a first artefact, and one that is as good as the champion', () => {
    expect(chooseChampion(whole, undefined, madeUpRequest.atMs)).toEqual({ isPromoted: true });
    expect(chooseChampion({ ...whole, atMs: later.atMs }, whole, later.atMs)).toEqual({ isPromoted: true });
  });

  it('keeps the champion when a challenger is worse on the days that neither saw, and shows the error of both', async () => {
    let state = startTraining({ ...later, champion: whole });
    while (state.phase !== 'done') {
      const run = state.propensity[7];
      if (state.phase === 'judge' && run?.fits !== undefined) {
        const { held } = run.fits;
        // A fault in training: every weight has the wrong sign.
        const turned = (fit: NewtonFit): NewtonFit => ({
          ...fit,
          model: { ...fit.model, weights: fit.model.weights.map((weight) => -weight) },
        });
        const forms = { linear: turned(held.forms.linear), splines: turned(held.forms.splines) };
        const fits = { ...run.fits, held: { ...held, forms } };
        state = { ...state, propensity: { ...state.propensity, 7: { ...run, fits } } };
      }
      const round = nextRound(state);
      state = round.solve(round.summarise(persons));
    }
    const sabotaged = finishTraining(state);
    const verdict = chooseChampion(sabotaged, whole, later.atMs);
    expect(verdict).toMatchObject({ isPromoted: false, reason: 'worse_than_champion' });
    // Both stand in the report, with their error on days that neither saw.
    const documents = createTableDocumentStore(createMemoryTable(tables.document));
    await rememberTraining(documents, whole, { hash: 'a'.repeat(64), verdict: { isPromoted: true } });
    await rememberTraining(documents, sabotaged, { hash: 'b'.repeat(64), verdict });
    const trainings = await readTrainings(documents, 9);
    const errorOf = (at: number): number =>
      trainings[at]!.errors.find(({ part }) => part === 'propensity7')!.loss;
    expect(errorOf(0)).toBeGreaterThan(errorOf(1));
    expect(trainings[0]!.champion.days7!.high).toBeLessThan(0);
    const { table, sentences } = trainingSection(trainings, 'ko');
    expect(table!.rows.filter(([, model]) => model === '7일 내 구매').map((row) => row.at(-1))).toEqual([
      '아니요',
      '예',
    ]);
    expect(sentences.slice(1)).toEqual([
      expect.stringMatching(/7일 내 구매: 영향은 직선입니다/),
      expect.stringMatching(/30일 내 구매: 영향은 직선입니다/),
    ]);
  }, 120_000);

  it('gives up a champion that is past its age', () => {
    const old = whole.card.atMs + (whole.card.ageLimitDays + 1) * DAY_MS;
    const worse = {
      ...whole,
      card: { ...whole.card, champion: { days7: { ...whole.card.parts.propensity7.gain!, high: -1 } } },
    };
    expect(chooseChampion(worse, whole, madeUpRequest.atMs)).toMatchObject({ reason: 'worse_than_champion' });
    expect(chooseChampion(worse, whole, old)).toEqual({ isPromoted: true });
  });
});

describe('a score', () => {
  it('is what its contributions add up to, exactly, also after it was stored', () => {
    const score = createScorer(whole, settings);
    for (const person of persons.slice(0, 50)) {
      const predictions = score(person);
      const { because, buyWithin } = predictions;
      if (because === undefined || buyWithin === undefined) throw new Error('not scored');
      expect(logOdds(buyWithin.days30)).toBeCloseTo(totalLogOdds(because), 10);
      expect(buyWithin.days7).toBeLessThanOrEqual(buyWithin.days30);
      const stored = decodePredictions(encodePredictions(predictions));
      expect(stored.because).toEqual(because);
      expect(stored.buyWithin?.days30).toBeCloseTo(buyWithin.days30, 12);
      expect(stored.stage).toBe(predictions.stage);
    }
  });

  it('takes at most one write unit to store', () => {
    const score = createScorer(whole, settings);
    const bytes = persons.map((person) => encodePredictions(score(person)).length).sort((a, b) => a - b);
    expect(bytes[bytes.length >> 1]).toBeLessThan(900);
  });

  it('has nothing of a person whom no model may judge', () => {
    const none = { ...whole };
    delete (none as { propensity30?: unknown }).propensity30;
    const { buyWithin, because, stage } = createScorer(none, settings)(persons[0]!);
    expect([buyWithin, because, stage]).toEqual([undefined, undefined, undefined]);
  });
});
