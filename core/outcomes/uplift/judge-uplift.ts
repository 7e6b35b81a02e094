import type { Rng } from '#core/kernel/rng.ts';
import type { UpliftStanding } from '#core/plan/value/measured-uplift.ts';
import { qiniCoefficient } from './qini.ts';

/** A person of a finished experiment, with what was known before. */
export interface ObservedPerson {
  readonly features: readonly number[];
  readonly isTreated: boolean;
  readonly outcome: number;
}

/** A number by which people are ranked. */
export type Score = (features: readonly number[]) => number;

/** Learns from some people how much treating each helps. */
export type UpliftLearner = (people: readonly ObservedPerson[]) => Score;

/** What is judged, and the rival that ranks people by how likely they answer at all. */
interface UpliftContest {
  readonly learn: UpliftLearner;
  readonly response: UpliftLearner;
}

/** Why a model of uplift is not used. */
type UpliftRefusal = Extract<UpliftStanding, `not_above_${string}`>;

/** Held-out Qini of a learner over many splits, beside what it must beat. */
export interface UpliftJudgement {
  /** Mean over splits, in the metric's unit per person. */
  readonly qini: number;
  /** Of the mean, corrected for halves that share their people. */
  readonly standardError: number;
  /** The same learner on shuffled treatment: what no effect looks like. */
  readonly placebo: number;
  /** People ranked by how likely they answer. */
  readonly response: number;
  /** The single feature, as it is or reversed, along which the effect changed most in the training half. */
  readonly bestFlag: number;
  /** By how much a score has to be stretched to be an effect: fitted on held-out halves, 0-1. */
  readonly slope: number;
  readonly refusal: UpliftRefusal | undefined;
}

/** Errors that tell it from chance, and from the best flag; to lie above ranking by response one is enough. */
const ERRORS_APART = 2;

/**
 * Judges a learner over `splitCount` (20 or more) random halves: it must beat 0 and the placebo by two standard errors,
 * ranking by response by one, and may not be behind the best flag by two.
 *
 * @see Nadeau, Bengio, "Inference for the generalization error", Machine Learning 52, 2003, for the error of a mean over
 * splits of the same people; Chernozhukov, Demirer, Duflo, Fernández-Val, "Generic machine learning inference on
 * heterogeneous treatment effects", 2018, for the slope (best linear predictor).
 */
export function judgeUplift(
  { learn, response }: UpliftContest,
  people: readonly ObservedPerson[],
  { rng, splitCount }: { readonly rng: Rng; readonly splitCount: number },
): UpliftJudgement {
  const splits = Array.from({ length: splitCount }, (_, split): Split => {
    const dice = rng.split(split);
    const [training, test] = halve(people, dice);
    const shuffled = halve(shuffleTreatment(people, dice.split('placebo')), dice);
    const score = learn(training);
    return {
      qini: heldOut(score, test),
      placebo: heldOut(learn(shuffled[0]), shuffled[1]),
      response: heldOut(response(training), test),
      bestFlag: heldOut(bestSingleFeature(training), test),
      slope: effectSlope(score, test),
    };
  });
  const meanOf = (of: (split: Split) => number): number => mean(splits.map(of));
  return {
    qini: meanOf((split) => split.qini),
    standardError: errorOfSplits(splits.map((split) => split.qini)),
    placebo: meanOf((split) => split.placebo),
    response: meanOf((split) => split.response),
    bestFlag: meanOf((split) => split.bestFlag),
    slope: Math.min(
      1,
      Math.max(
        0,
        meanOf((split) => split.slope),
      ),
    ),
    refusal: refusalOf(splits),
  };
}

/** Held-out Qini, and slope, of one split. */
interface Split {
  readonly qini: number;
  readonly placebo: number;
  readonly response: number;
  readonly bestFlag: number;
  readonly slope: number;
}

function refusalOf(splits: readonly Split[]): UpliftRefusal | undefined {
  const qinis = splits.map(({ qini }) => qini);
  const floor = Math.max(0, mean(splits.map(({ placebo }) => placebo)));
  if (mean(qinis) - ERRORS_APART * errorOfSplits(qinis) <= floor) return 'not_above_chance';
  const ahead = splits.map(({ qini, response }) => qini - response);
  if (mean(ahead) <= errorOfSplits(ahead)) return 'not_above_response';
  const behind = splits.map(({ qini, bestFlag }) => bestFlag - qini);
  return mean(behind) > ERRORS_APART * errorOfSplits(behind) ? 'not_above_flags' : undefined;
}

/** Error of the mean over halves: the test half is as large as the training half, so the correction is 1. */
function errorOfSplits(values: readonly number[]): number {
  const centre = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance * (1 / values.length + 1));
}

function heldOut(scoreOf: Score, test: readonly ObservedPerson[]): number {
  return qiniCoefficient(
    test.map(({ features, isTreated, outcome }) => ({ score: scoreOf(features), isTreated, outcome })),
  );
}

/** How much more the outcome rises with the score among the treated than among the others. */
function effectSlope(scoreOf: Score, test: readonly ObservedPerson[]): number {
  const scored = test.map((person) => ({ ...person, score: scoreOf(person.features) }));
  const slopeOf = (isTreated: boolean): number => {
    const own = scored.filter((person) => person.isTreated === isTreated);
    const [meanScore, meanOutcome] = [mean(own.map(({ score }) => score)), mean(own.map((p) => p.outcome))];
    let [product, square] = [0, 0];
    for (const { score, outcome } of own) {
      product += (score - meanScore) * (outcome - meanOutcome);
      square += (score - meanScore) ** 2;
    }
    return square > 0 ? product / square : 0;
  };
  return slopeOf(true) - slopeOf(false);
}

/** The feature, or its reverse, along which the effect changes most per spread of the feature. */
function bestSingleFeature(people: readonly ObservedPerson[]): Score {
  let best = { index: 0, change: 0 };
  for (let index = 0; index < (people[0]?.features.length ?? 0); index++) {
    const valueOf: Score = (features) => features[index]!;
    const change = effectSlope(valueOf, people) * spreadOf(people.map(({ features }) => valueOf(features)));
    if (Math.abs(change) > Math.abs(best.change)) best = { index, change };
  }
  return (features) => Math.sign(best.change) * features[best.index]!;
}

function spreadOf(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
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
