import type { Interval } from '#core/maths/bootstrap.ts';
import type { CalibrationBin } from '#core/models/evaluation/probability-metrics.ts';
import type { FormChoice } from '#core/models/propensity/propensity-form.ts';
import type { TimingFamily } from '#core/models/timing/solve-timing.ts';

/** Names of the ways to forecast, ours and the naive ones; words for them are in `words.ts`. */
export type Forecaster =
  | 'kairos'
  | 'timing'
  | 'recency'
  | 'frequency'
  | 'lastGap'
  | 'meanGap'
  | 'inEightDays'
  | 'popularity'
  | 'ownRepeats'
  | 'everybody'
  | 'zero';

/** Names of the figures; words, units and sources are in `words.ts`. */
export type Metric =
  | 'auc'
  | 'logLoss'
  | 'brierSkill'
  | 'pai'
  | 'ece'
  | 'buyersError'
  | 'mae'
  | 'rmse'
  | 'totalError'
  | 'medianErrorDays'
  | 'within7Days'
  | 'coverage50'
  | 'coverage80'
  | 'hitRate10'
  | 'ndcg10'
  | 'recall10'
  | 'recall20'
  | 'repeatRecall10'
  | 'exploreRecall10'
  | 'top1'
  | 'top3';

/** One way to forecast and how it did. */
export interface ForecasterResult {
  readonly forecaster: Forecaster;
  readonly metrics: { readonly [Name in Metric]?: Interval };
}

/** May people act on it? Judged on one metric, paired over customers, against the best naive rule. */
export interface Verdict {
  readonly isGoodEnough: boolean;
  readonly metric: Metric;
  readonly rival: Forecaster;
  /** Ours minus the rival's, better being positive. */
  readonly gain: Interval;
}

/** What is too thin to judge, and what it would take; `needs` is a key of the words. */
export interface NotEnough {
  readonly status: 'not-enough';
  readonly needs: 'customers' | 'repeats' | 'horizon' | 'products' | 'baskets' | 'hours' | 'split' | 'spread';
  /** How many there are, and how many it takes. */
  readonly have: number;
  readonly want: number;
}

/** A judged prediction. */
export interface Judged<Charts> {
  readonly status: 'judged';
  readonly customers: number;
  readonly results: readonly ForecasterResult[];
  readonly verdict: Verdict;
  /** Forecast total per total that came, minus 1: may it be added up? Absent where there is nothing to add. */
  readonly sum?: Interval;
  readonly charts: Charts;
}

export type Section<Charts> = Judged<Charts> | NotEnough;

/** Lift: share of all buyers found among the best-scored share of customers. */
export interface LiftPoint {
  readonly contacted: number;
  readonly found: number;
}

/** Orders in one week after the cut-off. */
export interface WeekPoint {
  readonly week: number;
  readonly expected: number;
  readonly actual: number;
}

/** Recall within the first k products. */
export interface RecallPoint {
  readonly k: number;
  readonly kairos: number;
  readonly naive: number;
}

/** How good dates are for customers with so many orders. */
export interface DatesByOrders {
  /** Order days seen; `most` is null where there is no upper end. */
  readonly least: number;
  readonly most: number | null;
  readonly customers: number;
  /** Nothing where fewer than 50 of them ordered again. */
  readonly medianErrorDays: number | null;
  readonly lastGapErrorDays: number | null;
  readonly meanGapErrorDays: number | null;
  readonly within7Days: number | null;
  /** Nothing where watching ended before the band did. */
  readonly coverage50: number | null;
  readonly coverage80: number | null;
}

/** Everything a back-test found; the renderers only print it. */
export interface BacktestReport {
  readonly split: 'cutoff' | 'last';
  readonly cutoffDay: number | null;
  readonly horizonDays: number | null;
  readonly data: {
    readonly lines: number;
    readonly leftOut: number;
    /** Orders on holidays, which feed no rhythm of hours. */
    readonly holidayOrders: number;
    readonly malformed: number;
    readonly customers: number;
    readonly products: number;
    readonly firstDay: number;
    readonly lastDay: number;
  };
  readonly timing: {
    readonly family: TimingFamily;
    readonly fallback: boolean;
    /** How the propensity behind the probabilities chose its form; null where there is none. */
    readonly propensity: FormChoice | null;
  } | null;
  readonly who: Section<{
    readonly calibration: readonly CalibrationBin[];
    readonly lift: readonly LiftPoint[];
  }>;
  readonly howMany: Section<{ readonly weeks: readonly WeekPoint[] }>;
  readonly when: Section<{ readonly byOrders: readonly DatesByOrders[] }>;
  readonly what: Section<{ readonly recall: readonly RecallPoint[] }>;
  /** 168 shares, Monday 0 h first. */
  readonly hour: Section<{ readonly heat: readonly number[] }>;
}
