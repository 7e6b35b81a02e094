import type { Predictions } from '#core/models/predictions.ts';
import { everybodysWeek, pooledHourOfWeek } from '#core/models/rhythm/pooled-hour-of-week.ts';

/** Whose evidence the hour rests on. */
export type Evidence = 'own' | 'pooled' | 'fallback';

/** When a person answers: relative rate by hour of week, mean 1, and whose evidence that is. */
export interface AnswerCurve {
  readonly hours: ArrayLike<number>;
  readonly evidence: Evidence;
}

/** Hours of the day that the brand takes for good where nobody's evidence says anything, 0-24. */
export interface DefaultHours {
  readonly from: number;
  readonly to: number;
}

/** Own evidence from this share on. */
const OWN_SHARE = 0.5;
/** How many own orders it takes to believe a person over everybody, and how far an order spreads; models tune theirs. */
const UNTUNED = { groupWeight: 20, bandwidthHours: 1, dayShare: 0.5 };
/** Rate outside the default hours, relative to within. */
const OUTSIDE_DEFAULT = 0.5;

/** The pooled curve, made once; undefined where nobody bought anything. */
export function pooledCurve(buyHours: Float64Array): Float64Array | undefined {
  return buyHours.some((count) => count > 0) ? everybodysWeek(buyHours) : undefined;
}

/** The model's curve, else own purchase hours pooled with everybody's, else everybody's, else the brand's default hours. */
export function answerCurve(
  predictions: Predictions | undefined,
  buyHours: readonly number[],
  fallbacks: { readonly pooled: Float64Array | undefined; readonly defaultHours: DefaultHours },
): AnswerCurve {
  const rhythm = predictions?.rhythm;
  if (rhythm !== undefined)
    return { hours: rhythm.hours, evidence: rhythm.ownShare >= OWN_SHARE ? 'own' : 'pooled' };
  const { pooled, defaultHours } = fallbacks;
  if (pooled === undefined) return { hours: defaultCurve(defaultHours), evidence: 'fallback' };
  if (!buyHours.some((count) => count > 0))
    return { hours: pooled.map((share) => share * 168), evidence: 'pooled' };
  const { hours, ownShare } = pooledHourOfWeek(Float64Array.from(buyHours), pooled, UNTUNED);
  return { hours, evidence: ownShare >= OWN_SHARE ? 'own' : 'pooled' };
}

function defaultCurve({ from, to }: DefaultHours): Float64Array {
  const raw = Float64Array.from({ length: 168 }, (_, hour) =>
    hour % 24 >= from && hour % 24 < to ? 1 : OUTSIDE_DEFAULT,
  );
  const mean = raw.reduce((sum, rate) => sum + rate, 0) / raw.length;
  return raw.map((rate) => rate / mean);
}
