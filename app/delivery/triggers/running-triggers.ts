import { readCopyOutcomes } from '#app/copy/copy-outcomes.ts';
import { openPlan, type PlanStores } from '#app/plan/plan-records.ts';
import { readLiveCopies } from '#app/plan/read-live-copies.ts';
import type { CampaignStateStore } from '#app/ports/campaign-state-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { CampaignState } from '#core/delivery/campaign-state.ts';
import type { RunningTrigger } from '#core/delivery/triggers/draw-message.ts';
import { cancellingEvents, isTriggerKind } from '#core/delivery/triggers/trigger-rules.ts';
import { AppError } from '#core/kernel/errors.ts';
import { createCopyShelf } from '#core/plan/choose-copies.ts';

/** A campaign that starts or ends is noticed within that time; before a send, the dispatcher looks again anyway. */
const LIST_BELIEVED_MS = 30_000;
/** Words that people took back are not used any more after that time. */
const COPIES_BELIEVED_MS = 600_000;

/** A running campaign that cannot start messages, and why: for its operator, without personal data. */
export interface BrokenTrigger {
  readonly campaignId: string;
  readonly reason: string;
  /** It may pass by itself. */
  readonly isRetryable: boolean;
  readonly cause: unknown;
}

/** The triggered campaigns that run now; one that cannot be opened leaves the others alone, and is tried again. */
export type RunningTriggers = () => Promise<{
  readonly triggers: readonly RunningTrigger[];
  readonly broken: readonly BrokenTrigger[];
}>;

/** What an error says of a campaign. Messages of errors that are not ours may hold anything: their name is told. */
export function brokenBy(campaignId: string, cause: unknown): BrokenTrigger {
  const isOurs = cause instanceof AppError;
  const name = cause instanceof Error ? cause.name : 'unknown';
  const reason = isOurs ? `${name}: ${cause.message}` : name;
  return { campaignId, reason, isRetryable: isOurs && cause.retryable, cause };
}

/** Reads them from the states and the signed plans, seldom: every event of a trigger asks. */
export function createRunningTriggers(
  ports: PlanStores & {
    readonly campaigns: Pick<CampaignStateStore, 'list'>;
    readonly clock: Clock;
    readonly elapsedMs: () => number;
  },
): RunningTriggers {
  const { campaigns, documents, elapsedMs } = ports;
  const plans = new Map<
    string,
    { readonly trigger: RunningTrigger | undefined; readonly readAtMs: number }
  >();
  let last: (Awaited<ReturnType<RunningTriggers>> & { readonly readAtMs: number }) | undefined;

  const read = async ({ planHash, budgetId }: CampaignState): Promise<RunningTrigger | undefined> => {
    const { summary } = await openPlan(ports, planHash);
    const { campaign, madeAtMs, messageMicros } = summary;
    const { trigger: rule } = campaign;
    if (campaign.type !== 'triggered' || rule === undefined || !isTriggerKind(rule.on)) return undefined;
    const copies: ApprovedCopy[] = [];
    const outcomes = await readCopyOutcomes(documents, ports.clock.nowMs());
    // Only words that the approver could have read, at prices that were signed.
    for (const copy of await readLiveCopies(documents)) if (copy.approvedAtMs <= madeAtMs) copies.push(copy);
    return {
      campaign,
      rule: { ...rule, cancelOn: cancellingEvents(rule.on, rule.cancelOn, campaign.goal.event) },
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
    if (last !== undefined && elapsedMs() - last.readAtMs <= LIST_BELIEVED_MS) return last;
    const readAtMs = elapsedMs();
    const triggers: RunningTrigger[] = [];
    const broken: BrokenTrigger[] = [];
    for await (const state of campaigns.list()) {
      if (state.status !== 'running') continue;
      try {
        const trigger = await known(state);
        if (trigger !== undefined) triggers.push(trigger);
      } catch (error) {
        broken.push(brokenBy(state.campaignId, error));
      }
    }
    // What may pass by itself is asked for again by the next event.
    if (!broken.some(({ isRetryable }) => isRetryable)) last = { triggers, broken, readAtMs };
    return { triggers, broken };
  };
}
