import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';
import { ordersUntil } from '#core/models/propensity/order-timeline.ts';
import {
  type FeatureMoment,
  type FeatureSource,
  PERSON_FEATURES,
  writePersonFeatures,
} from '#core/models/propensity/person-features.ts';
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
export function rowsOf(task: PropensityTask, persons: readonly FeatureSource[]): LabelledRows {
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
export const NAIVE_CELLS = 16;

/** The naive rule's cell: never ordered; else four spans of silence by three counts of orders. */
export function naiveCell({ timeline: { days } }: FeatureSource, cutoffDay: number): number {
  const count = ordersUntil(days, cutoffDay);
  if (count === 0) return 0;
  const silence = cutoffDay - days[count - 1]!;
  const span = silence <= 7 ? 0 : silence <= 30 ? 1 : silence <= 90 ? 2 : 3;
  return 1 + span * 3 + (count === 1 ? 0 : count < 4 ? 1 : 2);
}
