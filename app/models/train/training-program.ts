import { type AnyLearner, type Learner, together } from '#core/models/learner.ts';
import {
  isSettled,
  MOST_NEWTON_ROUNDS,
  momentsLearner,
  roundLearner,
  type TaskFit,
} from '#core/models/propensity/fit-task.ts';
import { type FormChoice, PROPENSITY_FORMS } from '#core/models/propensity/propensity-form.ts';
import { momentOf } from '#core/models/propensity/propensity-task.ts';
import { type FeatureHistograms, featureHistograms } from '#core/models/training/feature-drift.ts';
import {
  calibrationJudge,
  formJudge,
  type PropensityJudgement,
  propensityJudge,
  type WeeksByForm,
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
      const areSettled = next.every(([, { fits }]) => isSettled(fits.held) && isSettled(fits.final));
      return {
        ...state,
        phase: areSettled ? 'judge' : 'newton',
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
  return served?.model.means.length === width ? served : undefined;
}

/** What is asked of one horizon's fits: how each form did, which did better, and how the inputs lie. */
function judgesOf(
  { champion, snapshotDay }: TrainingState['request'],
  horizon: Horizon,
  { tasks, fits }: PropensityRun,
): Readonly<Record<string, AnyLearner<TrainingPerson>>> {
  const { held, final } = fits!;
  const { linear } = final.forms;
  const old = championOf(champion, horizon, linear.model.means.length);
  const moment = momentOf(tasks.final, snapshotDay);
  const scaleOf = (own: Pick<ServedPropensity, 'model' | 'timing'>) =>
    featureHistograms({ ...own.model, timing: own.timing, horizonDays: horizon }, moment);
  const forms = PROPENSITY_FORMS.map(
    (form) =>
      [
        `${form}${horizon}`,
        propensityJudge(tasks.held, { ...held, ...held.forms[form] }, old?.held),
      ] as const,
  );
  return {
    ...Object.fromEntries<AnyLearner<TrainingPerson>>(forms),
    // What is served has learned of these weeks: only what is left of the newest one, and lasts, is put right.
    [`weeks${horizon}`]: calibrationJudge(tasks.final, final),
    [`form${horizon}`]: formJudge(tasks.held, held),
    [`own${horizon}`]: scaleOf({ ...linear, timing: tasks.final.timing }),
    ...(old && { [`old${horizon}`]: scaleOf(old) }),
  };
}

function judgeRound(state: TrainingState): TrainingRound {
  const runs = runsOf(state);
  const spend = state.counted?.spend.held;
  const judges = together<TrainingPerson, Record<string, AnyLearner<TrainingPerson>>>({
    ...Object.fromEntries(
      runs.flatMap(([horizon, run]) => Object.entries(judgesOf(state.request, horizon, run))),
    ),
    ...(spend && { spend: spendJudge(spend, state.request.snapshotDay - 30) }),
  });
  return {
    ...judges,
    solve(statistics) {
      const solved = judges.solve(statistics);
      const judged = runs.map(([horizon, run]) => {
        const choice = solved[`form${horizon}`] as FormChoice;
        return [
          horizon,
          {
            ...run,
            choice,
            judgement: solved[`${choice.form}${horizon}`] as PropensityJudgement,
            weeks: (solved[`weeks${horizon}`] as WeeksByForm)[choice.form],
            histograms: solved[`own${horizon}`] as FeatureHistograms,
            championHistograms: solved[`old${horizon}`] as FeatureHistograms | undefined,
          },
        ];
      });
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
