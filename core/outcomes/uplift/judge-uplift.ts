import type { Rng } from '#core/kernel/rng.ts';
import { qiniCoefficient, type ScoredPerson } from './qini.ts';

/** A person of a finished experiment, with what was known before. */
export interface ObservedPerson {
  readonly features: readonly number[];
  readonly isTreated: boolean;
  readonly outcome: number;
}

/** Learns from some people how much treating each helps. */
export type UpliftLearner = (people: readonly ObservedPerson[]) => (features: readonly number[]) => number;

/** Held-out Qini of a learner over many splits, beside what it must beat. */
export interface UpliftJudgement {
  /** Mean and standard error over splits, in the metric's unit per person. */
  readonly qini: number;
  readonly standardError: number;
  /** The same learner on shuffled treatment: what no effect looks like. */
  readonly placebo: number;
  /** The best single feature, taken as it is or reversed, chosen on the training half. */
  readonly bestFlag: number;
  /** It beats the placebo and 0 by two standard errors, and is not behind the best flag: then the plan may use it. */
  readonly isUsable: boolean;
}

const ERRORS_APART = 2;

/** Judges a learner over `splitCount` (20 or more) random halves. */
export function judgeUplift(
  learn: UpliftLearner,
  people: readonly ObservedPerson[],
  { rng, splitCount }: { readonly rng: Rng; readonly splitCount: number },
): UpliftJudgement {
  const qinis: number[] = [];
  const placebos: number[] = [];
  const flags: number[] = [];
  for (let split = 0; split < splitCount; split++) {
    const dice = rng.split(split);
    const [training, test] = halve(people, dice);
    qinis.push(heldOut(learn(training), test));
    const shuffled = shuffleTreatment(people, dice.split('placebo'));
    const [placeboTraining, placeboTest] = halve(shuffled, dice);
    placebos.push(heldOut(learn(placeboTraining), placeboTest));
    flags.push(heldOut(bestSingleFeature(training), test));
  }
  const [qini, placebo, bestFlag] = [mean(qinis), mean(placebos), mean(flags)];
  const standardError = Math.sqrt(
    qinis.reduce((sum, value) => sum + (value - qini) ** 2, 0) / (splitCount - 1) / splitCount,
  );
  const floor = Math.max(0, placebo);
  return {
    qini,
    standardError,
    placebo,
    bestFlag,
    isUsable: qini - ERRORS_APART * standardError > floor && qini >= bestFlag,
  };
}

function heldOut(scoreOf: (features: readonly number[]) => number, test: readonly ObservedPerson[]): number {
  return qiniCoefficient(
    test.map(
      ({ features, isTreated, outcome }): ScoredPerson => ({
        score: scoreOf(features),
        isTreated,
        outcome,
      }),
    ),
  );
}

/** The feature, or its reverse, with the best Qini among the people given. */
function bestSingleFeature(people: readonly ObservedPerson[]): (features: readonly number[]) => number {
  let best = { qini: -Infinity, index: 0, sign: 1 };
  for (let index = 0; index < (people[0]?.features.length ?? 0); index++) {
    for (const sign of [1, -1]) {
      const qini = heldOut((features) => sign * (features[index] ?? 0), people);
      if (qini > best.qini) best = { qini, index, sign };
    }
  }
  return (features) => best.sign * (features[best.index] ?? 0);
}

function halve<T>(all: readonly T[], rng: Rng): readonly [readonly T[], readonly T[]] {
  const dice = rng.split('halves');
  const isFirst = all.map(() => dice.uniform() < 0.5);
  return [all.filter((_, index) => isFirst[index]), all.filter((_, index) => !isFirst[index])];
}

function shuffleTreatment(people: readonly ObservedPerson[], rng: Rng): readonly ObservedPerson[] {
  const treatments = people.map(({ isTreated }) => isTreated);
  for (let last = treatments.length - 1; last > 0; last--) {
    const other = rng.integer(last + 1);
    [treatments[last], treatments[other]] = [treatments[other]!, treatments[last]!];
  }
  return people.map((person, index) => ({ ...person, isTreated: treatments[index]! }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
