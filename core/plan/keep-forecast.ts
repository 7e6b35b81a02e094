import { localDay } from '#core/kernel/time.ts';
import type { Predictions } from '#core/models/predictions.ts';
import { saltedShare } from './draw-arm.ts';
import type { PlanSetting } from './plan-setting.ts';
import type { Decision } from './plan-summary.ts';

/** Forecasts that a plan keeps: enough to tell errors of a point, whatever the shop's size. */
const MOST_FORECASTS = 50_000;

/** What the plan foretells of a person, to be held against what comes; undefined where models say nothing. */
export function keptForecast(
  personId: string,
  predictions: Predictions | undefined,
  { campaign, facts, nowMs }: Pick<PlanSetting, 'campaign' | 'facts' | 'nowMs'>,
  zone: string | undefined,
): NonNullable<Decision['forecast']> | undefined {
  const buys7 = predictions?.buyWithin?.days7;
  if (buys7 === undefined) return undefined;
  if (saltedShare(`${campaign.id}/forecast`, personId) * facts.personCount >= MOST_FORECASTS)
    return undefined;
  const day = predictions?.nextPurchase?.p50;
  const startDay = localDay(zone ?? 'UTC', Math.max(nowMs, campaign.window.fromMs));
  return {
    buys7: Math.round(buys7 * 1e6) / 1e6,
    ...(day !== undefined && { orderInDays: Math.max(0, Math.round(day) - startDay) }),
  };
}
