import type { Campaign } from '#core/plan/campaign.ts';
import type { StoreDraw } from '#core/plan/stores/draw-stores.ts';
import { allPlans, openPlan, type PlanStores } from './plan-records.ts';

/**
 * The stores that started plans of this campaign hold out: they stay held out as long as the campaign file asks for the
 * same share of the same kind. Undefined if none was started.
 */
export async function startedDraw(
  stores: PlanStores,
  { id, arms: { storeHoldout } }: Pick<Campaign, 'id' | 'arms'>,
): Promise<StoreDraw | undefined> {
  if (storeHoldout === undefined) return undefined;
  for (const { hash, campaignId, appliedAtMs } of await allPlans(stores)) {
    if (campaignId !== id || appliedAtMs === undefined) continue;
    const { storeDraw } = (await openPlan(stores, hash)).summary;
    if (storeDraw?.by === storeHoldout.by && storeDraw.share === storeHoldout.share) return storeDraw;
  }
  return undefined;
}
