import { type AnyLearner, type Learner, together } from '#core/models/learner.ts';
import {
  momentOf,
  momentsLearner,
  roundLearner,
  type TaskFit,
} from '#core/models/propensity/propensity-task.ts';
import type { CalibrationSums } from '#core/models/training/calibration-shift.ts';
import { type FeatureHistograms, featureHistograms } from '#core/models/training/feature-drift.ts';
import {
  calibrationJudge,
  type PropensityJudgement,
  propensityJudge,
} from '#core/models/training/judge-propensity.ts';
import { spendJudge } from '#core/models/training/judge-spend.ts';
import type { PairedLoss } from '#core/models/training/paired-loss.ts';
import type { TrainingPerson } from '#core/models/training/training-person.ts';
import { countRound } from './count-round.ts';
import type { ModelArtefact, ServedPropensity } from './model-artefact.ts';
import {
  HORIZONS,
  type Horizon,
  type PropensityRun,
  type TaskPair,
  type TrainingRequest,
  type TrainingState,
} from './training-state.ts';

/** A pass over everybody: what a share of the persons says, and what follows from all of it. */
export type TrainingRound = Learner<TrainingPerson, Readonly<Record<string, unknown>>, TrainingState>;

/** Newton's method needs six to eight; more means that something is wrong with the rows. */
const MOST_NEWTON_ROUNDS = 25;
/** Coefficients are per standard deviation; Newton's next step would be the square of this. */
const SETTLED = 1e-4;
/** No run makes more passes than this. */
export const MOST_ROUNDS = MOST_NEWTON_ROUNDS + 5;

/** Before the first pass. */
export function startTraining(request: TrainingRequest): TrainingState {
  return { phase: 'count', round: 0, request, propensity: {}, refusals: {} };
}

/**
 * The pass that comes next. Count → moments → Newton rounds → judge → done; everything that is fitted is fitted twice
 * in the same passes, once on all days and once without the last ones, on which that fit is judged.
 */
export function nextRound(state: TrainingState): TrainingRound {
  switch (state.phase) {
    case 'count':
      return countRound(state);
    case 'moments':
      return momentsRound(state);
    case 'newton':
      return newtonRound(state);
    case 'judge':
    case 'done':
      return judgeRound(state);
  }
}

type Runs = readonly (readonly [Horizon, PropensityRun])[];

const runsOf = ({ propensity }: TrainingState): Runs =>
  HORIZONS.flatMap((horizon) => {
    const run = propensity[horizon];
    return run === undefined ? [] : [[horizon, run] as const];
  });

/** One learner for each task of each horizon, by name. */
function pairs(
  runs: Runs,
  learnerOf: (run: PropensityRun, side: keyof TaskPair<unknown>) => AnyLearner<TrainingPerson>,
): Readonly<Record<string, AnyLearner<TrainingPerson>>> {
  return Object.fromEntries(
    runs.flatMap(([horizon, run]) =>
      (['held', 'final'] as const).map((side) => [`${side}${horizon}`, learnerOf(run, side)]),
    ),
  );
}

function fitsOf(solved: Readonly<Record<string, unknown>>, horizon: Horizon): TaskPair<TaskFit> | undefined {
  const held = solved[`held${horizon}`] as TaskFit | undefined;
  const final = solved[`final${horizon}`] as TaskFit | undefined;
  return held && final && { held, final };
}

function momentsRound(state: TrainingState): TrainingRound {
  const runs = runsOf(state);
  const learners = together(pairs(runs, (run, side) => momentsLearner(run.tasks[side])));
  return {
    ...learners,
    solve(statistics) {
      const solved = learners.solve(statistics);
      const fitted = runs.map(
        ([horizon, run]) => [horizon, { ...run, fits: fitsOf(solved, horizon) }] as const,
      );
      const able = fitted.filter(([, { fits }]) => fits !== undefined);
      const refused = fitted.filter(([, { fits }]) => fits === undefined);
      return {
        ...state,
        phase: able.length === 0 ? 'judge' : 'newton',
        round: state.round + 1,
        propensity: Object.fromEntries(able),
        refusals: {
          ...state.refusals,
          ...Object.fromEntries(refused.map(([horizon]) => [horizon, 'too_few_outcomes'])),
        },
      };
    },
  };
}

function newtonRound(state: TrainingState): TrainingRound {
  const runs = runsOf(state);
  const learners = together(pairs(runs, (run, side) => roundLearner(run.tasks[side], run.fits![side])));
  return {
    ...learners,
    solve(statistics) {
      const solved = learners.solve(statistics);
      const next = runs.map(
        ([horizon, run]) => [horizon, { ...run, fits: fitsOf(solved, horizon)! }] as const,
      );
      const isSettled = next.every(([, { fits }]) =>
        [fits.held, fits.final].every(
          ({ change, rounds }) => change < SETTLED || rounds >= MOST_NEWTON_ROUNDS,
        ),
      );
      return {
        ...state,
        phase: isSettled ? 'judge' : 'newton',
        round: state.round + 1,
        propensity: Object.fromEntries(next),
      };
    },
  };
}

/** The champion's propensity for a horizon, if it has one that reads the same inputs. */
function championOf(
  champion: ModelArtefact | undefined,
  horizon: Horizon,
  width: number,
): ServedPropensity | undefined {
  const served = horizon === 7 ? champion?.propensity7 : champion?.propensity30;
  return served?.model.weights.length === width ? served : undefined;
}

function judgeRound(state: TrainingState): TrainingRound {
  const runs = runsOf(state);
  const { champion, snapshotDay } = state.request;
  const learners: Record<string, AnyLearner<TrainingPerson>> = {};
  for (const [horizon, { tasks, fits }] of runs) {
    const { held, final } = fits!;
    const old = championOf(champion, horizon, final.model.weights.length);
    const moment = momentOf(tasks.final, snapshotDay);
    learners[`judge${horizon}`] = propensityJudge(tasks.held, held, old?.held);
    // What is served has learned of these days, as of eleven cut-offs before them: only what is left is put right.
    learners[`newest${horizon}`] = calibrationJudge(tasks.final, final, tasks.held.lastDay);
    const scale = { ...final.model, timing: tasks.final.timing, horizonDays: horizon };
    learners[`own${horizon}`] = featureHistograms(scale, moment);
    if (old !== undefined)
      learners[`old${horizon}`] = featureHistograms(
        { ...old.model, timing: old.timing, horizonDays: horizon },
        moment,
      );
  }
  const spend = state.counted?.spend.held;
  if (spend !== undefined) learners['spend'] = spendJudge(spend, snapshotDay - 30);
  const judges = together(learners);
  return {
    ...judges,
    solve(statistics) {
      const solved = judges.solve(statistics);
      const judged = runs.map(([horizon, run]) => [
        horizon,
        {
          ...run,
          judgement: solved[`judge${horizon}`] as PropensityJudgement,
          newest: solved[`newest${horizon}`] as CalibrationSums,
          histograms: solved[`own${horizon}`] as FeatureHistograms,
          championHistograms: solved[`old${horizon}`] as FeatureHistograms | undefined,
        },
      ]);
      return {
        ...state,
        phase: 'done',
        round: state.round + 1,
        propensity: Object.fromEntries(judged) as TrainingState['propensity'],
        ...(spend && { spendLoss: solved['spend'] as PairedLoss }),
      };
    },
  };
}
