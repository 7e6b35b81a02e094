import type { CampaignStateStore } from '#app/ports/campaign-state-store.ts';
import type { CampaignState } from '#core/delivery/campaign-state.ts';

/** How old an answer may be: pause and cancel take effect within a second, plus the call under way. */
const BELIEVED_MS = 1000;

/** The campaign's state, read consistently at most a second ago; undefined if it was never applied. */
export type WatchCampaign = (campaignId: string) => Promise<CampaignState | undefined>;

/** Watches over this store. */
export function createWatchCampaign(campaigns: CampaignStateStore, elapsedMs: () => number): WatchCampaign {
  const known = new Map<string, { readonly state: CampaignState | undefined; readonly readAtMs: number }>();
  return async (campaignId) => {
    const last = known.get(campaignId);
    if (last !== undefined && elapsedMs() - last.readAtMs <= BELIEVED_MS) return last.state;
    // The age counts from before the call: the answer was true somewhere within it.
    const readAtMs = elapsedMs();
    const { value } = await campaigns.load(campaignId);
    known.set(campaignId, { state: value, readAtMs });
    return value;
  };
}
