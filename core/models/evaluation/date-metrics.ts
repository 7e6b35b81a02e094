import { kaplanMeier, survivalAt } from '#core/maths/kaplan-meier.ts';
import { median } from '#core/maths/quantile.ts';

/** A forecast of the next order's date and what came of it. All in days from the cut-off. */
export interface DateOutcome {
  /** The date by which the order had come with probability ½; null when it may never come. */
  readonly medianDays: number | null;
  /** The date that an order is likeliest to lie within a week of; a rule with one date says the same twice. */
  readonly likeliestDays: number;
  /** Probability that the forecast gave to an order by the day it came, or by the end of watching. */
  readonly probabilityByThen: number;
  /** When the order came; null when it had not come by the end of watching. */
  readonly orderDays: number | null;
  /** How long was watched. */
  readonly watchedDays: number;
}

/** How good dates are. */
export interface DateQuality {
  /** Median of |date − order|, both cut at the end of watching. Days. */
  readonly medianErrorDays: number;
  /** Share of those who ordered whose likeliest date was at most 7 days off. */
  readonly within7Days: number;
  /**
   * Share of orders inside the 50 and the 80 % band, the censored counted by Kaplan-Meier; NaN where watching ended
   * before the band did for all but a few.
   */
  readonly coverage50: number;
  readonly coverage80: number;
}

/**
 * Error inside the time watched: a date after its end and an order after its end are both "later". So who has not
 * ordered yet counts, and a rule that always says "tomorrow" pays for everybody who stays away.
 */
function errorDays(
  dateDays: number | null,
  { orderDays, watchedDays }: Pick<DateOutcome, 'orderDays' | 'watchedDays'>,
): number {
  const inside = (days: number | null): number => Math.min(days ?? watchedDays, watchedDays);
  return Math.abs(inside(dateDays) - inside(orderDays));
}

/** Customers watched to a band's end, below which its end is a guess. */
const FEWEST_REACHED = 10;

/**
 * Judges date forecasts without forgetting who has not ordered yet. Coverage is read off the survival curve of the
 * probabilities that forecasts gave, on which a perfect forecaster's waiting times are uniform.
 */
export function dateQuality(outcomes: readonly DateOutcome[]): DateQuality {
  const hasOrdered = outcomes.map(({ orderDays }) => orderDays !== null);
  const ordered = outcomes.filter(({ orderDays }) => orderDays !== null);
  const stated = kaplanMeier(
    outcomes.map((outcome) => outcome.probabilityByThen),
    hasOrdered,
  );
  const within = (low: number, high: number): number => {
    const reached = outcomes.filter(({ probabilityByThen }) => probabilityByThen >= high).length;
    return reached < FEWEST_REACHED ? Number.NaN : survivalAt(stated, low) - survivalAt(stated, high);
  };
  return {
    medianErrorDays: median(outcomes.map((outcome) => errorDays(outcome.medianDays, outcome))),
    within7Days:
      ordered.filter((outcome) => errorDays(outcome.likeliestDays, outcome) <= 7).length / ordered.length,
    coverage50: within(0.25, 0.75),
    coverage80: within(0.1, 0.9),
  };
}
