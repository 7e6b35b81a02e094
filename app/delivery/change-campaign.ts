import type { CampaignStateStore } from '#app/ports/campaign-state-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import { untilDone } from '#app/profiles/settle-merges.ts';
import {
  type CampaignState,
  type CampaignStatus,
  changeState,
  type StateRefusal,
} from '#core/delivery/campaign-state.ts';

/** What came of a change. */
export type ChangedCampaign =
  | { readonly status: 'changed'; readonly campaign: CampaignState }
  | { readonly status: 'refused'; readonly reason: StateRefusal | 'no_such_campaign' };

/** Pauses, resumes, cancels or finishes a campaign; workers see it within a second and the call under way. */
export type ChangeCampaign = (
  campaignId: string,
  change: { readonly to: CampaignStatus; readonly by: string; readonly reason: string },
) => Promise<ChangedCampaign>;

/** Changes campaigns in this store. */
export function createChangeCampaign(ports: {
  readonly campaigns: CampaignStateStore;
  readonly clock: Clock;
}): ChangeCampaign {
  const { campaigns, clock } = ports;
  return (campaignId, { to, by, reason }) =>
    untilDone(async () => {
      const { value, version } = await campaigns.load(campaignId);
      if (value === undefined) return { status: 'refused', reason: 'no_such_campaign' };
      const changed = changeState(value, { status: to, by, reason, atMs: clock.nowMs() });
      if (typeof changed === 'string') return { status: 'refused', reason: changed };
      await campaigns.save(version, changed);
      return { status: 'changed', campaign: changed };
    });
}
