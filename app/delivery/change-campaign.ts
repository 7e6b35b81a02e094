import { refusePlan } from '#app/plan/refuse-plan.ts';
import type { CampaignStateStore } from '#app/ports/campaign-state-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import { untilDone } from '#app/profiles/settle-merges.ts';
import { type CampaignState, type CampaignStatus, changeState } from '#core/delivery/campaign-state.ts';

/**
 * Pauses, resumes, cancels or finishes: the dispatcher reads the state before every send, at most a second old.
 * @throws InputError if the campaign was never applied, is so already or has ended.
 */
export function changeCampaign(
  { campaigns, clock }: { readonly campaigns: CampaignStateStore; readonly clock: Clock },
  campaignId: string,
  change: { readonly status: CampaignStatus; readonly by: string; readonly reason: string },
): Promise<CampaignState> {
  return untilDone(async () => {
    const { value, version } = await campaigns.load(campaignId);
    if (value === undefined) throw refusePlan('never_applied', campaignId);
    const next = changeState(value, { ...change, atMs: clock.nowMs() });
    if (typeof next === 'string') throw refusePlan(next, campaignId);
    await campaigns.save(version, next);
    return next;
  });
}
