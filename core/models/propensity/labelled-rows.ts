import { type OrderTimeline, ordersUntil } from '#core/models/propensity/order-timeline.ts';
import {
  PROPENSITY_FEATURES,
  type TimingProbability,
  writePropensityFeatures,
} from '#core/models/propensity/propensity-features.ts';

/** Inputs row by row, with what came of each. */
export interface LabelledRows {
  /** Inputs per row. */
  readonly width: number;
  readonly inputs: Float64Array;
  /** 1 where the customer ordered within the horizon, else 0. */
  readonly labels: Uint8Array;
}

/**
 * Every customer at every cut-off: the inputs as of the cut-off's end, the label from the days
 * (cut-off, cut-off + horizon].
 *
 * @param cutoffDays a training cut-off must lie at least one horizon before the last known day; the caller sees to it.
 */
export function labelledRows(
  timelines: readonly OrderTimeline[],
  cutoffDays: readonly number[],
  horizonDays: number,
  timing: TimingProbability,
): LabelledRows {
  const width = PROPENSITY_FEATURES.length;
  const inputs = new Float64Array(timelines.length * cutoffDays.length * width);
  const labels = new Uint8Array(timelines.length * cutoffDays.length);
  let rows = 0;
  for (const cutoffDay of cutoffDays) {
    for (const timeline of timelines) {
      if (!writePropensityFeatures({ timeline, cutoffDay }, timing, inputs, rows * width)) continue;
      const { days } = timeline;
      labels[rows] = ordersUntil(days, cutoffDay + horizonDays) > ordersUntil(days, cutoffDay) ? 1 : 0;
      rows += 1;
    }
  }
  return { width, inputs: inputs.slice(0, rows * width), labels: labels.slice(0, rows) };
}

/** The cut-offs to train on: the latest whose label window ends by the last known day, and weekly ones before it. */
export function stackedCutoffs(lastKnownDay: number, horizonDays: number, count = 12): readonly number[] {
  return Array.from({ length: count }, (_, i) => lastKnownDay - horizonDays - 7 * i).filter((day) => day > 0);
}
