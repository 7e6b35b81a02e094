import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';
import { stackedCutoffs } from '#core/models/propensity/labelled-rows.ts';
import { ordersUntil } from '#core/models/propensity/order-timeline.ts';
import { PROPENSITY_FEATURES, writePropensityFeatures } from '#core/models/propensity/propensity-features.ts';
import { probabilityWithin } from '#core/models/timing/probability-within.ts';
import { solveTiming } from '#core/models/timing/solve-timing.ts';
import { timingLearner } from '#core/models/timing/timing-learner.ts';
import type { InputGroup } from './extra-inputs.ts';
import type { AblationShop } from './shops.ts';

/** Rows with the product's own inputs first, then those of each group, in the groups' order. */
export interface PastRows {
  /** Of the cut-offs trained on, oldest last. */
  readonly training: LabelledRows;
  /** The same by cut-off, newest first: what the intercept is put right by, as in the product. */
  readonly byCutoff: readonly LabelledRows[];
  readonly heldOut: LabelledRows;
  /** Number of the customer of each held-out row. */
  readonly customers: Int32Array;
  /** The same a horizon before: what a choice may be judged by. Undefined where the past is too short. */
  before(): PastRows | undefined;
}

const WARM_UP_DAYS = 28;
const FEWEST_CUTOFFS = 4;
/** More would say little more, and take long. */
const MOST_HELD_OUT = 5;

/** The first day that has past enough to learn from. */
export const earliestCutoff = ({ firstDay }: AblationShop, horizonDays: number): number =>
  firstDay + WARM_UP_DAYS + horizonDays + 12 * 7;

/** Held-out cut-offs of a shop: the newest, four weeks or a horizon apart. */
export function heldOutCutoffs(shop: AblationShop, horizonDays: number): readonly number[] {
  const { lastDay } = shop;
  const earliest = earliestCutoff(shop, horizonDays);
  const step = Math.max(horizonDays, 28);
  const count = Math.max(0, Math.floor((lastDay - horizonDays - earliest) / step) + 1);
  return Array.from({ length: Math.min(MOST_HELD_OUT, count) }, (_, i) => lastDay - horizonDays - step * i);
}

/** Everything that one held-out cut-off needs; undefined where the past is too short. */
export function pastRows(
  shop: AblationShop,
  groups: readonly InputGroup[],
  lastDay: number,
  horizonDays: number,
): PastRows | undefined {
  const cutoffs = stackedCutoffs(lastDay, horizonDays).filter((day) => day > shop.firstDay + WARM_UP_DAYS);
  const ground = timingLearner(lastDay);
  const { statistics } = ground.solve(ground.summarise(shop.customers));
  if (statistics === undefined || cutoffs.length < FEWEST_CUTOFFS) return undefined;
  const timing = probabilityWithin(solveTiming(statistics, 'mbg-cnbd-k').model, horizonDays);
  const own: number = PROPENSITY_FEATURES.length;
  const width = groups.reduce((sum, group) => sum + group.width(shop), own);

  const rowsAt = (cutoffDays: readonly number[]): LabelledRows & { customers: Int32Array } => {
    const inputs: Float64Array[] = [];
    const labels: number[] = [];
    const numbers: number[] = [];
    for (const cutoffDay of cutoffDays) {
      const extras = groups.map((group) => group.inputsAt(shop, cutoffDay, horizonDays));
      shop.customers.forEach((customer, number) => {
        const row = new Float64Array(width);
        if (!writePropensityFeatures({ timeline: customer.timeline, cutoffDay }, timing, row, 0)) return;
        row.set(
          extras.flatMap((inputsOf) => inputsOf(customer)),
          own,
        );
        const { days } = customer.timeline;
        inputs.push(row);
        labels.push(ordersUntil(days, cutoffDay + horizonDays) > ordersUntil(days, cutoffDay) ? 1 : 0);
        numbers.push(number);
      });
    }
    const flat = new Float64Array(inputs.length * width);
    inputs.forEach((row, i) => flat.set(row, i * width));
    return { width, inputs: flat, labels: Uint8Array.from(labels), customers: Int32Array.from(numbers) };
  };
  const heldOut = rowsAt([lastDay]);
  return {
    training: rowsAt(cutoffs),
    byCutoff: cutoffs.map((day) => rowsAt([day])),
    heldOut,
    customers: heldOut.customers,
    before: () => pastRows(shop, groups, lastDay - horizonDays, horizonDays),
  };
}

/** The same rows with some of the columns. */
export function withColumns(rows: LabelledRows, columns: readonly number[]): LabelledRows {
  const width = columns.length;
  const inputs = new Float64Array(rows.labels.length * width);
  for (let row = 0; row < rows.labels.length; row++) {
    columns.forEach((column, i) => {
      inputs[row * width + i] = rows.inputs[row * rows.width + column]!;
    });
  }
  return { width, inputs, labels: rows.labels };
}
