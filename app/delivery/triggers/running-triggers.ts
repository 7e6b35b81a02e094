import { readCopyOutcomes } from '#app/copy/copy-outcomes.ts';
import { openPlan, type PlanStores } from '#app/plan/plan-records.ts';
import { readLiveCopies } from '#app/plan/read-live-copies.ts';
import type { CampaignStateStore } from '#app/ports/campaign-state-store.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { CampaignState } from '#core/delivery/campaign-state.ts';
import type { RunningTrigger } from '#core/delivery/triggers/draw-message.ts';
import { isTriggerKind } from '#core/delivery/triggers/trigger-rules.ts';
import { createCopyShelf } from '#core/plan/choose-copies.ts';

/** A campaign that starts or ends is noticed within that time; before a send, the dispatcher looks again anyway. */
const LIST_BELIEVED_MS = 30_000;
/** Words that people took back are not used any more after that time. */
const COPIES_BELIEVED_MS = 600_000;

/** The triggered campaigns that run now. */
export type RunningTriggers = () => Promise<readonly RunningTrigger[]>;

/** Reads them from the states and the signed plans, seldom: every event of a trigger asks. */
export function createRunningTriggers(
  ports: PlanStores & {
    readonly campaigns: Pick<CampaignStateStore, 'list'>;
    readonly elapsedMs: () => number;
  },
): RunningTriggers {
  const { campaigns, documents, elapsedMs } = ports;
  const plans = new Map<
    string,
    { readonly trigger: RunningTrigger | undefined; readonly readAtMs: number }
  >();
  let last: { readonly triggers: readonly RunningTrigger[]; readonly readAtMs: number } | undefined;

  const read = async ({ planHash, budgetId }: CampaignState): Promise<RunningTrigger | undefined> => {
    const { summary } = await openPlan(ports, planHash);
    const { campaign, madeAtMs, messageMicros } = summary;
    const { trigger: rule } = campaign;
    if (campaign.type !== 'triggered' || rule === undefined || !isTriggerKind(rule.on)) return undefined;
    const copies: ApprovedCopy[] = [];
    const outcomes = await readCopyOutcomes(documents);
    // Only words that the approver could have read, at prices that were signed.
    for (const copy of await readLiveCopies(documents)) if (copy.approvedAtMs <= madeAtMs) copies.push(copy);
    return {
      campaign,
      rule,
      kind: rule.on,
      planHash,
      budgetId,
      messageMicros: messageMicros ?? {},
      shelf: createCopyShelf(campaign, copies, { outcomes, peopleCount: rule.mostPerDay }),
      productIds: [...new Set(copies.map(({ productId }) => productId))],
    };
  };

  const known = async (state: CampaignState): Promise<RunningTrigger | undefined> => {
    const before = plans.get(state.planHash);
    if (before !== undefined && elapsedMs() - before.readAtMs <= COPIES_BELIEVED_MS) return before.trigger;
    const readAtMs = elapsedMs();
    const trigger = await read(state);
    plans.set(state.planHash, { trigger, readAtMs });
    return trigger;
  };

  return async () => {
    if (last !== undefined && elapsedMs() - last.readAtMs <= LIST_BELIEVED_MS) return last.triggers;
    const readAtMs = elapsedMs();
    const triggers: RunningTrigger[] = [];
    for await (const state of campaigns.list()) {
      const trigger = state.status === 'running' ? await known(state) : undefined;
      if (trigger !== undefined) triggers.push(trigger);
    }
    last = { triggers, readAtMs };
    return triggers;
  };
}
