import type { Clock } from '#app/ports/clock.ts';
import type { AllocationKey } from '#core/cost/ledger/allocate-shared.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';
import type { KeptForecast } from '#core/cost/ledger/forecast.ts';
import { meterCall, type RecordedCall } from '#core/cost/meter/meter-call.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { type CloseMonth, createCloseMonth } from './close-month.ts';
import { createPostAdSpend } from './post-ad-spend.ts';
import { ALLOCATION, createReadLedger, type LedgerPorts, type ReadLedger } from './read-ledger.ts';

/** Documents that say on whose account a campaign runs. */
const ACCOUNTS = 'campaign-account';

/** On whose account a campaign runs. */
export interface CampaignAccount {
  readonly costCentre: string;
  readonly account: string;
  /** Number of the approval (품의 번호). */
  readonly approvalNumber: string;
}

/** What finance does with the ledger. */
export interface CostDesk {
  /** The time by which the ledger is kept, UTC epoch ms. */
  readonly nowMs: () => number;
  readonly readLedger: ReadLedger;
  readonly closeMonth: CloseMonth;
  /** Brings imported ad spend into the journal. @returns how many charges were new. */
  readonly postAdSpend: () => Promise<number>;
  /** Posts entries that people wrote; posting them again changes nothing. */
  readonly post: (batchId: string, entries: readonly CostEntry[]) => Promise<void>;
  /** Meters recorded calls, each once whatever is metered twice. @returns how many cost something. */
  readonly meterCalls: (calls: readonly RecordedCall[], region: string) => Promise<number>;
  /** Puts an allocation key in force for the months that are open. @returns its version. */
  readonly approveAllocation: (rules: AllocationKey['rules'], by: string) => Promise<number>;
  readonly accountOf: (campaign: string) => Promise<CampaignAccount | undefined>;
  /** What started plans of the campaign expected to use; empty if none was started. */
  readonly forecastsOf: (campaign: string) => Promise<readonly KeptForecast[]>;
  readonly setAccount: (campaign: string, account: CampaignAccount) => Promise<void>;
}

/** @see CostDesk */
export function createCostDesk(
  ports: LedgerPorts & { readonly clock: Clock } & Pick<CostDesk, 'forecastsOf'>,
): CostDesk {
  const { journal, documents, clock, forecastsOf } = ports;
  return {
    nowMs: () => clock.nowMs(),
    readLedger: createReadLedger(ports),
    closeMonth: createCloseMonth(ports),
    postAdSpend: createPostAdSpend(ports),
    forecastsOf,
    post: (batchId, entries) => journal.append(batchId, entries),
    async meterCalls(calls, region) {
      const usages = calls.flatMap((call): CostEntry[] => {
        const usage = meterCall(call, region);
        return usage === undefined ? [] : [{ type: 'usage', ...usage }];
      });
      const [first, last] = [usages[0], usages.at(-1)];
      if (first !== undefined && last !== undefined)
        await journal.append(`${first.id} to ${last.id}`, usages);
      return usages.length;
    },
    async approveAllocation(rules, by) {
      const { version } = await documents.load(ALLOCATION, 'key');
      const key = {
        version: version + 1,
        approvedBy: by,
        approvedAt: new Date(clock.nowMs()).toISOString(),
        rules,
      };
      await documents.save(ALLOCATION, 'key', version, key as unknown as JsonObject);
      return key.version;
    },
    async accountOf(campaign) {
      return (await documents.load(ACCOUNTS, campaign)).value as CampaignAccount | undefined;
    },
    async setAccount(campaign, account) {
      const { version } = await documents.load(ACCOUNTS, campaign);
      await documents.save(ACCOUNTS, campaign, version, { ...account });
    },
  };
}
