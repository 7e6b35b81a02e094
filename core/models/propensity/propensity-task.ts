import { logOdds } from '#core/maths/logistic.ts';
import type { Learner } from '#core/models/learner.ts';
import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';
import {
  mergeRounds,
  type PropensityModel,
  type RoundStatistics,
  solveRound,
  summariseRound,
  untrained,
} from '#core/models/propensity/logistic-regression.ts';
import { ordersUntil } from '#core/models/propensity/order-timeline.ts';
import {
  type FeatureMoment,
  type FeatureSource,
  PERSON_FEATURES,
  writePersonFeatures,
} from '#core/models/propensity/person-features.ts';
import {
  type MomentStatistics,
  mergeMoments,
  solveStandardisation,
  summariseMoments,
} from '#core/models/propensity/standardisation.ts';
import { probabilityWithin } from '#core/models/timing/probability-within.ts';
import type { TimingModel } from '#core/models/timing/timing-model.ts';
import { lastWholeWeekEnd } from '#core/profiles/signals.ts';

/** One propensity to be trained: within how many days, knowing what. */
export interface PropensityTask {
  readonly horizonDays: number;
  /** The last day that may be seen, labels included. */
  readonly lastDay: number;
  /** The snapshot's last day: signals are known for whole weeks before it. */
  readonly snapshotDay: number;
  /** Whether it reads signals, at the cut-offs for which they are known. */
  readonly seesSignals: boolean;
  readonly cutoffDays: readonly number[];
  /** Fitted on nothing later than `lastDay`. */
  readonly timing: TimingModel;
}

/** Whole calendar weeks that are known with the week before them. */
const KNOWN_WEEKS = 3;

/**
 * Cut-offs a task trains on: weekly, none whose label passes the last day, none before the shop had a month. Where
 * signals are read, they are ends of calendar weeks: those weeks are what signals were counted by.
 */
export function taskCutoffs(
  { horizonDays, lastDay, seesSignals }: Pick<PropensityTask, 'horizonDays' | 'lastDay' | 'seesSignals'>,
  firstDay: number,
): readonly number[] {
  const newest = seesSignals ? lastWholeWeekEnd(lastDay - horizonDays) : lastDay - horizonDays;
  return Array.from({ length: 12 }, (_, i) => newest - 7 * i).filter((day) => day > firstDay + 28);
}

/**
 * Where a task looks from. Signals reach back a few weeks: at older cut-offs only orders speak, and the model is told
 * so. What orders say is then learned from all cut-offs, what signals add from the newest ones.
 */
export function momentOf(
  { snapshotDay, seesSignals }: Pick<PropensityTask, 'snapshotDay' | 'seesSignals'>,
  cutoffDay: number,
): FeatureMoment {
  const daysAgo = snapshotDay - cutoffDay;
  // The newest seven days are counted one by one, and what was counted before them ends there.
  const isNewest = daysAgo === 0 || daysAgo === 7;
  if (seesSignals && isNewest) return { cutoffDay, signals: { weeks: 'signalWeeks', place: daysAgo / 7 } };
  const place = (lastWholeWeekEnd(snapshotDay) - cutoffDay) / 7;
  const isKnown = seesSignals && Number.isInteger(place) && place >= 0 && place < KNOWN_WEEKS;
  return { cutoffDay, signals: isKnown ? { weeks: 'wholeSignalWeeks', place } : undefined };
}

/** Did the person order in the days after the cut-off? */
export function ordersWithin({ timeline }: FeatureSource, cutoffDay: number, horizonDays: number): boolean {
  return ordersUntil(timeline.days, cutoffDay + horizonDays) > ordersUntil(timeline.days, cutoffDay);
}

/** Every person at each of the task's cut-offs. */
function rowsOf(task: PropensityTask, persons: readonly FeatureSource[]): LabelledRows {
  const width = PERSON_FEATURES.length;
  const timing = probabilityWithin(task.timing, task.horizonDays);
  const inputs = new Float64Array(persons.length * task.cutoffDays.length * width);
  const labels = new Uint8Array(persons.length * task.cutoffDays.length);
  let rows = 0;
  for (const cutoffDay of task.cutoffDays) {
    const moment = momentOf(task, cutoffDay);
    for (const person of persons) {
      const into = inputs.subarray(rows * width, (rows + 1) * width);
      if (!writePersonFeatures(person, moment, timing, into)) continue;
      labels[rows++] = ordersWithin(person, cutoffDay, task.horizonDays) ? 1 : 0;
    }
  }
  return { width, inputs: inputs.slice(0, rows * width), labels: labels.slice(0, rows) };
}

/** Cells of the naive rule: how long ago the last order was, by how many there were. */
const NAIVE_CELLS = 16;

/** The naive rule's cell: never ordered; else four spans of silence by three counts of orders. */
export function naiveCell({ timeline: { days } }: FeatureSource, cutoffDay: number): number {
  const count = ordersUntil(days, cutoffDay);
  if (count === 0) return 0;
  const silence = cutoffDay - days[count - 1]!;
  const span = silence <= 7 ? 0 : silence <= 30 ? 1 : silence <= 90 ? 2 : 3;
  return 1 + span * 3 + (count === 1 ? 0 : count < 4 ? 1 : 2);
}

/** Sums of the first pass over a task's rows. */
export interface TaskMoments extends MomentStatistics {
  /** By cell of the naive rule. */
  readonly cases: Float64Array;
  readonly buyers: Float64Array;
}

/** The naive rule: the share of buyers in each cell, drawn towards everybody's by ten cases. */
export interface NaiveRule {
  readonly baseRate: number;
  readonly rates: Float64Array;
}

/** A fit under way. */
export interface TaskFit {
  readonly model: PropensityModel;
  readonly naive: NaiveRule;
  /** Person-days trained on, and how many of them ended in an order. */
  readonly rows: number;
  readonly buyers: number;
  /** Largest change of a coefficient in the newest round. */
  readonly change: number;
  readonly rounds: number;
}

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
      return { ...summariseMoments(rows), cases, buyers };
    },
    merge: (a, b) => ({
      ...mergeMoments(a, b),
      cases: added(a.cases, b.cases),
      buyers: added(a.buyers, b.buyers),
    }),
    solve(statistics) {
      const bought = sumOf(statistics.buyers);
      if (bought < FEWEST_OF_EACH || statistics.rows - bought < FEWEST_OF_EACH) return undefined;
      const baseRate = bought / statistics.rows;
      const rates = statistics.cases.map((n, cell) => (statistics.buyers[cell]! + 10 * baseRate) / (n + 10));
      const start = untrained(solveStandardisation(statistics));
      return {
        model: { ...start, intercept: logOdds(baseRate) },
        naive: { baseRate, rates },
        rows: statistics.rows,
        buyers: bought,
        change: Number.POSITIVE_INFINITY,
        rounds: 0,
      };
    },
  };
}

/** One Newton round of a task. */
export function roundLearner(
  task: PropensityTask,
  fit: TaskFit,
): Learner<FeatureSource, RoundStatistics, TaskFit> {
  return {
    summarise: (persons) => summariseRound(fit.model, rowsOf(task, persons)),
    merge: mergeRounds,
    solve: (statistics) => ({ ...fit, ...solveRound(fit.model, statistics), rounds: fit.rounds + 1 }),
  };
}
