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

/** Fewer weeks say nothing of how long a week's level lasts: half of it is then taken. */
const FEWEST_WEEKS = 6;

/**
 * How much of a week's level is still there a week later, by the shop's own weeks, 0 to 1: their correlation with the
 * week before, put right for how short the row is. Weeks that differ by chance say 0, a level that drifts says 1.
 *
 * @param weeks newest first, a week apart.
 * @see Kendall, "Note on bias in the estimation of autocorrelation", Biometrika 41, 1954.
 */
export function lastingShare(weeks: readonly CalibrationSums[]): number {
  if (weeks.length < FEWEST_WEEKS) return 0.5;
  const levels = weeks.map(calibrationShift);
  let [products, squares] = [0, 0];
  for (let week = 1; week < levels.length; week++) {
    products += levels[week - 1]! * levels[week]!;
    squares += levels[week]! ** 2;
  }
  if (squares === 0) return 0;
  const correlation = products / squares;
  return Math.min(1, Math.max(0, correlation + (1 + 3 * correlation) / levels.length));
}

/** What is added to the log-odds of the days to come: what lasts of the newest week's level. */
export function lastingShift(weeks: readonly CalibrationSums[]): number {
  const share = lastingShare(weeks);
  return weeks[0] === undefined || share === 0 ? 0 : share * calibrationShift(weeks[0]);
}
