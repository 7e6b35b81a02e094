import { logOdds } from '#core/maths/logistic.ts';
import type { Learner } from '#core/models/learner.ts';
import {
  type Bends,
  mergeValues,
  solveBends,
  summariseValues,
  type ValueSums,
} from '#core/models/propensity/bends.ts';
import {
  mergeRounds,
  type NewtonFit,
  type RoundStatistics,
  solveRound,
  startFit,
  summariseRound,
  untrained,
} from '#core/models/propensity/logistic-regression.ts';
import { ordersUntil } from '#core/models/propensity/order-timeline.ts';
import type { FeatureSource } from '#core/models/propensity/person-features.ts';
import { PROPENSITY_FORMS, type PropensityForm } from '#core/models/propensity/propensity-form.ts';
import {
  NAIVE_CELLS,
  naiveCell,
  type PropensityTask,
  rowsOf,
} from '#core/models/propensity/propensity-task.ts';
import {
  type MomentStatistics,
  mergeMoments,
  solveStandardisation,
  summariseMoments,
} from '#core/models/propensity/standardisation.ts';

/** Sums of the first pass over a task's rows. */
export interface TaskMoments extends MomentStatistics {
  readonly values: ValueSums;
  /** By cell of the naive rule. */
  readonly cases: Float64Array;
  readonly buyers: Float64Array;
}

/** The naive rule: the share of buyers in each cell, drawn towards everybody's by ten cases. */
export interface NaiveRule {
  readonly baseRate: number;
  readonly rates: Float64Array;
}

/** A task's fit under way, in each form that it may take. */
export interface TaskFit {
  readonly forms: Readonly<Record<PropensityForm, NewtonFit>>;
  readonly naive: NaiveRule;
  /** Person-days trained on, and how many of them ended in an order. */
  readonly rows: number;
  readonly buyers: number;
}

/** Newton's method needs six to eight; more means that something is wrong with the rows. */
export const MOST_NEWTON_ROUNDS = 25;
/** Coefficients are per standard deviation; Newton's next step would be the square of this. */
const SETTLED = 1e-4;

const isFormSettled = ({ change, rounds }: NewtonFit): boolean =>
  change < SETTLED || rounds >= MOST_NEWTON_ROUNDS;

/** Does another round change nothing? */
export const isSettled = ({ forms }: TaskFit): boolean => Object.values(forms).every(isFormSettled);

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
const added = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value + b[i]!);

/** Orders and silences without which nothing can be learned of either. */
const FEWEST_OF_EACH = 30;

/** The first pass: means, spreads and the naive rule; undefined where buyers or the others are fewer than 30. */
export function momentsLearner(
  task: PropensityTask,
): Learner<FeatureSource, TaskMoments, TaskFit | undefined> {
  return {
    summarise(persons) {
      const rows = rowsOf(task, persons);
      const cases = new Float64Array(NAIVE_CELLS);
      const buyers = new Float64Array(NAIVE_CELLS);
      let row = 0;
      for (const cutoffDay of task.cutoffDays) {
        for (const person of persons) {
          const isKnown = person.firstDay <= cutoffDay || ordersUntil(person.timeline.days, cutoffDay) > 0;
          if (!isKnown) continue;
          const cell = naiveCell(person, cutoffDay);
          cases[cell]! += 1;
          buyers[cell]! += rows.labels[row++]!;
        }
      }
      return { ...summariseMoments(rows), values: summariseValues(rows), cases, buyers };
    },
    merge: (a, b) => ({
      ...mergeMoments(a, b),
      values: mergeValues(a.values, b.values),
      cases: added(a.cases, b.cases),
      buyers: added(a.buyers, b.buyers),
    }),
    solve(statistics) {
      const bought = sumOf(statistics.buyers);
      if (bought < FEWEST_OF_EACH || statistics.rows - bought < FEWEST_OF_EACH) return undefined;
      const baseRate = bought / statistics.rows;
      const rates = statistics.cases.map((n, cell) => (statistics.buyers[cell]! + 10 * baseRate) / (n + 10));
      const standardisation = solveStandardisation(statistics);
      const start = (bends?: Bends): NewtonFit =>
        startFit({ ...untrained(standardisation, bends), intercept: logOdds(baseRate) });
      return {
        forms: { linear: start(), splines: start(solveBends(statistics.values, statistics.rows)) },
        naive: { baseRate, rates },
        rows: statistics.rows,
        buyers: bought,
      };
    },
  };
}

/** What a round needs of each form that has not settled. */
export type TaskRound = Readonly<Partial<Record<PropensityForm, RoundStatistics>>>;

const eachForm = <Value>(give: (form: PropensityForm) => Value | undefined) =>
  Object.fromEntries(
    PROPENSITY_FORMS.flatMap((form) => {
      const value = give(form);
      return value === undefined ? [] : [[form, value] as const];
    }),
  ) as Readonly<Partial<Record<PropensityForm, Value>>>;

/** One Newton round of a task, of every form at once: rows are made once for all. */
export function roundLearner(task: PropensityTask, fit: TaskFit): Learner<FeatureSource, TaskRound, TaskFit> {
  const open = PROPENSITY_FORMS.filter((form) => !isFormSettled(fit.forms[form]));
  return {
    summarise(persons) {
      if (open.length === 0) return {};
      const rows = rowsOf(task, persons);
      return eachForm((form) =>
        open.includes(form) ? summariseRound(fit.forms[form].model, rows) : undefined,
      );
    },
    merge: (a, b) => eachForm((form) => a[form] && b[form] && mergeRounds(a[form], b[form])),
    solve(statistics) {
      const stepped = eachForm((form) => {
        const sums = statistics[form];
        return sums && solveRound(fit.forms[form], sums);
      });
      return { ...fit, forms: { ...fit.forms, ...stepped } };
    },
  };
}
