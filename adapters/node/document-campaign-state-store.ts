import type { CampaignStateStore } from '#app/ports/campaign-state-store.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { CampaignState } from '#core/delivery/campaign-state.ts';
import type { JsonObject } from '#core/kernel/json.ts';

const COLLECTION = 'campaign_state';

/** Campaign states as documents. */
export function createDocumentCampaignStateStore(documents: DocumentStore): CampaignStateStore {
  return {
    async load(campaignId) {
      const { value, version } = await documents.load(COLLECTION, campaignId);
      return { value: value as unknown as CampaignState | undefined, version };
    },
    async *list() {
      for await (const { value } of documents.list(COLLECTION)) yield value as unknown as CampaignState;
    },
    save: (expectedVersion, next) =>
      documents.save(COLLECTION, next.campaignId, expectedVersion, next as unknown as JsonObject),
  };
}
