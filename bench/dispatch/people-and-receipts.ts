import { setTimeout as sleep } from 'node:timers/promises';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import type { Stores } from '#tests/support/kairos-stores.ts';

/** The value below which that share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** People with a device who agreed to marketing at any hour. */
export async function settle(stores: Stores, names: readonly string[], nowMs: number): Promise<void> {
  const apply = createApplyConsents(stores);
  for (const customerKey of names) {
    const said = { channel: 'push', granted: true, atMs: nowMs - 1000, basis: 'opt_in', textVersion: '1' };
    await apply.apply([
      { speaker: customerKey, consent: { ...said, purpose: 'marketing' } },
      { speaker: customerKey, consent: { ...said, purpose: 'marketing_night' } },
    ]);
    const address = { address: `token-${customerKey}`, addressHash: `k1.${customerKey}`, platform: 'GCM' };
    await stores.contacts.put([{ customerKey, channel: 'push', atMs: nowMs, ...address }]);
  }
}

/** All receipts of a campaign. */
export async function receiptsOf(stores: Stores, campaignId: string) {
  const found = [];
  for await (const receipt of stores.receipts.list(campaignId)) found.push(receipt);
  return found;
}

/** Waits until there are so many. */
export async function untilReceipts(stores: Stores, campaignId: string, count: number): Promise<void> {
  for (let look = 0; look < 3000; look += 1) {
    if ((await receiptsOf(stores, campaignId)).length >= count) return;
    await sleep(200);
  }
  throw new Error(`${campaignId} has no ${count} receipts`);
}
