import { changeCampaign } from '#app/delivery/change-campaign.ts';
import { type TestSendPorts, type TestSent, testSend } from '#app/delivery/test-send.ts';
import { type PlanAnswer, type WhyPorts, whyCustomer } from '#app/delivery/why-customer.ts';
import { type Applied, type ApplyPorts, applyPlan } from '#app/plan/apply-plan.ts';
import { type Approval, approvePlan, rejectPlan } from '#app/plan/approve-plan.ts';
import { type MadePlan, makePlan } from '#app/plan/make-plan.ts';
import type { PlanInput, PlanPorts } from '#app/plan/plan-input.ts';
import { allPlans, listPlan, openPlan, type PlanRecord } from '#app/plan/plan-records.ts';
import type { AccessLog } from '#app/ports/access-log.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { CampaignState, CampaignStatus } from '#core/delivery/campaign-state.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';

/** What the verbs about plans call. */
export interface PlanDesk {
  /** Makes a plan; `isEstimate` keeps no record of it, so that it cannot be signed. */
  make(campaign: Campaign, options: { readonly isEstimate: boolean }): Promise<MadePlan>;
  /** @param as who signs, instead of who is signed in. */
  approve(hash: string, role: string, as?: string): Promise<Approval>;
  reject(hash: string, reason: string, as?: string): Promise<PlanRecord>;
  /** Newest first. */
  list(): Promise<readonly PlanRecord[]>;
  show(hash: string): Promise<{ readonly summary: PlanSummary; readonly record: PlanRecord }>;
  testSend(hash: string, to: readonly string[]): Promise<TestSent>;
  apply(hash: string): Promise<Applied>;
  change(campaignId: string, status: CampaignStatus, reason: string): Promise<CampaignState>;
  /** Newest plan first; only those that considered the person. Who asks and why is noted first. */
  why(customer: string, campaignId: string | undefined, reason: string): Promise<readonly PlanAnswer[]>;
}

/** What a desk is made of. */
export interface PlanDeskPorts extends ApplyPorts, PlanPorts, TestSendPorts, WhyPorts {
  /** Everything about a campaign that a plan is made of. */
  readonly inputFor: (campaign: Campaign) => Promise<PlanInput>;
  readonly accessLog: Pick<AccessLog, 'note'>;
  readonly clock: Clock;
  /** The signed-in principal. */
  readonly by: string;
}

/** A desk over these ports. */
export function createPlanDesk(ports: PlanDeskPorts): PlanDesk {
  const { by } = ports;
  return {
    async make(campaign, { isEstimate }) {
      const plan = await makePlan(await ports.inputFor(campaign), ports);
      if (!isEstimate) await listPlan(ports, plan);
      return plan;
    },
    approve: (hash, role, as = by) => approvePlan(ports, hash, { by: as, role }),
    reject: (hash, reason, as = by) => rejectPlan(ports, hash, { by: as, reason }),
    list: () => allPlans(ports),
    async show(hash) {
      const { summary, record } = await openPlan(ports, hash);
      return { summary, record: record.value };
    },
    testSend: (hash, to) => testSend(ports, hash, { to, by }),
    apply: (hash) => applyPlan(ports, hash, by),
    change: (campaignId, status, reason) => changeCampaign(ports, campaignId, { status, by, reason }),
    async why(customer, campaignId, reason) {
      await ports.accessLog.note(customer, { atMs: ports.clock.nowMs(), by, what: 'why', reason });
      return whyCustomer(ports, await ports.personIdOf(customer), campaignId);
    },
  };
}
