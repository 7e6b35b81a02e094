import { beforeAll, describe, expect, it } from '@jest/globals';
import { trainingSection } from '#app/kpis/training-section.ts';
import type { ModelArtefact } from '#app/models/train/model-artefact.ts';
import { createScorer, totalLogOdds } from '#app/models/train/score-person.ts';
import { trainInProcess } from '#app/models/train/train-in-process.ts';
import type { TrainingRecord } from '#app/models/training-history.ts';
import { readPlain, writePlain } from '#core/kernel/plain-data.ts';
import { createRng } from '#core/kernel/rng.ts';
import { logOdds } from '#core/maths/logistic.ts';
import type { TrainingPerson } from '#core/models/training/training-person.ts';
import { madeUpPersons, madeUpRequest, SNAPSHOT_DAY } from '#tests/support/made-up-training.ts';

/** Half of the people buy every two months to the day or two, until they leave; who is overdue has left. */
function steadyPersons(count: number): readonly TrainingPerson[] {
  return madeUpPersons(count).map((person, index) => {
    const rng = createRng('steady').split(index);
    const leavesDay = person.firstDay + 150 + rng.integer(600);
    const days: number[] = [];
    for (let day = person.firstDay - rng.integer(60); day <= Math.min(SNAPSHOT_DAY, leavesDay); )
      day += (days.push(day), 58 + rng.integer(5));
    return { ...person, firstDay: days[0]!, timeline: { days, spend: days.map(() => 10_000) } };
  });
}

let steady: ModelArtefact;
beforeAll(() => {
  steady = trainInProcess([steadyPersons(200)], madeUpRequest);
}, 60_000);

describe('a shop whose customers are due at one moment, no sooner and no later', () => {
  it('is served splines, for they did better on days that nobody saw', () => {
    const { form, model, held } = steady.propensity30!;
    expect(form?.form).toBe('splines');
    expect(form!.gain!.low).toBeGreaterThan(0);
    expect(steady.card.parts.propensity30.form).toEqual(form);
    // What is served, and what the next challenger meets, are of the form that was chosen.
    expect(model.bends!.knots.length).toBeGreaterThan(5);
    expect(held.model.bends!.knots.length).toBeGreaterThan(5);
  });

  it('has scores whose contributions add up to them, in inputs that customers know, also after it was stored', () => {
    const stored = readPlain(writePlain(steady)) as ModelArtefact;
    const score = createScorer(stored, {
      modelHash: 'ab'.repeat(32),
      atMs: madeUpRequest.atMs,
      snapshotDay: SNAPSHOT_DAY,
      products: [],
    });
    for (const person of steadyPersons(20)) {
      const { because, buyWithin } = score(person);
      if (because === undefined || buyWithin === undefined) throw new Error('not scored');
      expect(logOdds(buyWithin.days30)).toBeCloseTo(totalLogOdds(because), 10);
      const features = because.contributions.map(({ feature }) => feature);
      expect(new Set(features).size).toBe(features.length);
      expect(steady.features).toEqual(expect.arrayContaining(features));
    }
  });

  it('says so in the report, in both languages', () => {
    const { gain } = steady.card.parts.propensity30;
    const { form } = steady.propensity30!;
    const record: TrainingRecord = {
      atMs: steady.atMs,
      hash: 'a'.repeat(64),
      verdict: { isPromoted: true },
      errors: [{ ...gain!, part: 'propensity30', unit: 'nats', form: form! }],
      champion: {},
    };
    expect(trainingSection([record], 'en').sentences[1]).toMatch(/who within 30 days: effects bend/);
    expect(trainingSection([record], 'ko').sentences[1]).toMatch(/30일 내 구매: 영향은 꺾인 선/);
  });
});
