import { onGrid } from '#core/maths/grid-sum.ts';

/** How far probabilities were off: exact sums, in any order (see `onGrid`). */
export interface CalibrationSums {
  /** Σ (outcome − probability). */
  readonly residual: number;
  /** Σ probability · (1 − probability). */
  readonly variance: number;
}

/** No case yet. */
export const noCalibration: CalibrationSums = { residual: 0, variance: 0 };

/** One case. */
export function calibrationOf(probability: number, happened: boolean): CalibrationSums {
  return {
    residual: onGrid((happened ? 1 : 0) - probability),
    variance: onGrid(probability * (1 - probability)),
  };
}

/** Both groups of cases together. */
export function addCalibration(a: CalibrationSums, b: CalibrationSums): CalibrationSums {
  return { residual: a.residual + b.residual, variance: a.variance + b.variance };
}

/** Doubt about a shift, as so much variance already seen: its prior has a standard deviation of a fifth. */
const SHIFT_DOUBT = 25;

/** What has to be added to the log-odds so that the cases come out right: one Newton step, shrunk. */
export function calibrationShift({ residual, variance }: CalibrationSums): number {
  return residual / (variance + SHIFT_DOUBT);
}
