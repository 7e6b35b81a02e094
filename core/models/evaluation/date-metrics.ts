import { kaplanMeier, survivalAt } from '#core/maths/kaplan-meier.ts';
import { median } from '#core/maths/quantile.ts';

/** A forecast of the next order's date and what came of it. All in days from the cut-off. */
export interface DateOutcome {
  /** The date by which the order had come with probability ½; null when it may never come. */
  readonly medianDays: number | null;
  /** Probability that the forecast gave to an order by the day it came, or by the end of watching. */
  readonly probabilityByThen: number;
  /** When the order came; null when it had not come by the end of watching. */
  readonly orderDays: number | null;
}

/** How good dates are. */
export interface DateQuality {
  /** Median of |date − order| among those who ordered and had a date. Days. */
  readonly medianErrorDays: number;
  /** Share within ± 7 days, among the same. */
  readonly within7Days: number;
  /** Share of orders inside the 50 and the 80 % band, the censored counted by Kaplan-Meier. */
  readonly coverage50: number;
  readonly coverage80: number;
  /** Customers the errors are taken over. */
  readonly dated: number;
}

/**
 * Judges date forecasts without forgetting who has not ordered yet: coverage is read off the survival curve of the
 * probabilities that forecasts gave, on which a perfect forecaster's waiting times are uniform.
 */
export function dateQuality(outcomes: readonly DateOutcome[]): DateQuality {
  const errors = outcomes.flatMap(({ medianDays, orderDays }) =>
    medianDays === null || orderDays === null ? [] : [Math.abs(medianDays - orderDays)],
  );
  const curve = kaplanMeier(
    outcomes.map((outcome) => outcome.probabilityByThen),
    outcomes.map((outcome) => outcome.orderDays !== null),
  );
  const within = (low: number, high: number): number => survivalAt(curve, low) - survivalAt(curve, high);
  return {
    medianErrorDays: errors.length === 0 ? Number.NaN : median(errors),
    within7Days: errors.filter((days) => days <= 7).length / errors.length,
    coverage50: within(0.25, 0.75),
    coverage80: within(0.1, 0.9),
    dated: errors.length,
  };
}
