import type { KeptForecast } from '#core/cost/ledger/forecast.ts';
import { allPlans, openPlan, type PlanStores } from './plan-records.ts';

/** What each started plan of a campaign expected to use, the newest first. */
export async function startedForecasts(stores: PlanStores, campaign: string): Promise<KeptForecast[]> {
  const kept: KeptForecast[] = [];
  for (const { hash, campaignId, appliedAtMs } of await allPlans(stores)) {
    if (campaignId !== campaign || appliedAtMs === undefined) continue;
    const { summary } = await openPlan(stores, hash);
    kept.push({ planHash: hash, forecast: summary.forecast });
  }
  return kept;
}
