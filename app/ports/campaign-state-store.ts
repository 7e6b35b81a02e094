import type { CampaignState } from '#core/delivery/campaign-state.ts';
import type { Versioned } from './versioned.ts';

/** Campaigns as the dispatcher sees them. Its promises are pinned by tests/contract/campaign-state-store.suite.ts. */
export interface CampaignStateStore {
  /** Consistent; undefined at version 0 for a campaign that was never applied. */
  load(campaignId: string): Promise<Versioned<CampaignState | undefined>>;
  /** Every campaign that was ever applied, by id. */
  list(): AsyncIterable<CampaignState>;
  /** @throws ConflictError if the stored version is no longer `expectedVersion`. */
  save(expectedVersion: number, next: CampaignState): Promise<void>;
}
