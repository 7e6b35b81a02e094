import type { Rng } from '#core/kernel/rng.ts';
import type { UpliftStanding } from '#core/plan/value/measured-uplift.ts';
import { judgeUplift, type ObservedPerson, type UpliftJudgement } from './judge-uplift.ts';
import {
  fitResponse,
  fitTwoModels,
  responseOf,
  type TwoModels,
  twoModelLearner,
  upliftOf,
} from './two-model-learner.ts';

/** One person of a finished campaign; nothing says who. */
export interface SampledPerson {
  /** Of `UPLIFT_FEATURES`, just before the window. */
  readonly features: readonly number[];
  /** Empty where none was known. */
  readonly personaId: string;
  readonly orders: number;
}

/** People of one finished campaign by side, in an order that has nothing to do with them: any prefix is a fair sample. */
export interface UpliftSample {
  /** End of its window, UTC epoch ms. */
  readonly atMs: number;
  readonly sent: readonly SampledPerson[];
  readonly heldOut: readonly SampledPerson[];
  /** Of everybody sent to, the share for whom a provider accepted a message, 0-1. */
  readonly reachedShare: number;
}

/** A trusted model of what a message adds to one person. */
export interface PersonUplift {
  /** Personas that are features of their own, after `UPLIFT_FEATURES`. */
  readonly personaIds: readonly string[];
  readonly models: TwoModels;
  /** Mean score of the people that it was fitted on. */
  readonly meanScore: number;
  /** Added orders per message for one unit of score above the mean. */
  readonly slope: number;
}

/** What came of fitting and judging. */
export interface FittedUplift {
  readonly standing: UpliftStanding;
  /** Undefined where there was too little to judge. */
  readonly judgement: UpliftJudgement | undefined;
  /** Undefined unless trusted. */
  readonly model: PersonUplift | undefined;
}

const SPLITS = 20;
/** People of both sides together, newest campaigns first. */
const MOST_PEOPLE = 6_000;
/** People of a side who ordered, below which halves say nothing. */
const FEWEST_BUYERS = 60;

/** Fits uplift by person on finished campaigns, and judges it on held-out halves; only a trusted model is given. */
export function fitPersonUplift(samples: readonly UpliftSample[], rng: Rng): FittedUplift {
  const pool = pooled(samples);
  const refused = (standing: UpliftStanding, judgement?: UpliftJudgement): FittedUplift => ({
    standing,
    judgement,
    model: undefined,
  });
  if (pool.length === 0) return refused('nothing_measured');
  const buyersOf = (isTreated: boolean): number =>
    pool.filter((one) => one.isTreated === isTreated && one.person.orders > 0).length;
  if (Math.min(buyersOf(true), buyersOf(false)) < FEWEST_BUYERS) return refused('too_few_answers');
  const personaIds = [...new Set(pool.map(({ person }) => person.personaId))].filter(Boolean).sort();
  const people = pool.map(
    ({ person, isTreated }): ObservedPerson => ({
      features: withPersona(person, personaIds),
      isTreated,
      outcome: Math.min(1, person.orders),
    }),
  );
  const judgement = judgeUplift({ learn: twoModelLearner, response: responseLearner }, people, {
    rng,
    splitCount: SPLITS,
  });
  if (judgement.refusal !== undefined) return refused(judgement.refusal, judgement);
  const models = fitTwoModels(people);
  const scores = people.map(({ features }) => upliftOf(models, features));
  const reached = pool.reduce((sum, { reachedShare }) => sum + reachedShare, 0) / pool.length;
  return {
    standing: 'trusted',
    judgement,
    model: {
      personaIds,
      models,
      meanScore: scores.reduce((sum, score) => sum + score, 0) / scores.length,
      slope: judgement.slope / reached,
    },
  };
}

/** Orders that a message adds for this person above what it adds on average; may be below 0. */
export function ordersAboveMean(model: PersonUplift, person: Omit<SampledPerson, 'orders'>): number {
  return model.slope * (upliftOf(model.models, withPersona(person, model.personaIds)) - model.meanScore);
}

const withPersona = (
  { features, personaId }: Omit<SampledPerson, 'orders'>,
  personaIds: readonly string[],
): readonly number[] => [...features, ...personaIds.map((id) => Number(id === personaId))];

const responseLearner = (people: readonly ObservedPerson[]) => {
  const model = fitResponse(people.filter(({ isTreated }) => !isTreated));
  return (features: readonly number[]) => responseOf(model, features);
};

interface Pooled {
  readonly person: SampledPerson;
  readonly isTreated: boolean;
  readonly reachedShare: number;
}

/** As many of one side as of the other, newest campaigns first. */
function pooled(samples: readonly UpliftSample[]): readonly Pooled[] {
  const pool: Pooled[] = [];
  for (const { sent, heldOut, reachedShare } of samples.toSorted((a, b) => b.atMs - a.atMs)) {
    const size = Math.min(sent.length, heldOut.length, Math.ceil((MOST_PEOPLE - pool.length) / 2));
    if (reachedShare <= 0) continue;
    for (const [side, isTreated] of [[sent, true] as const, [heldOut, false] as const])
      pool.push(...side.slice(0, size).map((person) => ({ person, isTreated, reachedShare })));
  }
  return pool;
}
