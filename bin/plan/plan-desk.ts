import { changeCampaign } from '#app/delivery/change-campaign.ts';
import { type Applied, type ApplyPorts, applyPlan } from '#app/plan/apply-plan.ts';
import { type Approval, approvePlan } from '#app/plan/approve-plan.ts';
import { type MadePlan, makePlan } from '#app/plan/make-plan.ts';
import type { PlanInput, PlanPorts } from '#app/plan/plan-input.ts';
import { allPlans, decisionAbout, listPlan, openPlan } from '#app/plan/plan-records.ts';
import type { CampaignState, CampaignStatus } from '#core/delivery/campaign-state.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import type { Decision } from '#core/plan/plan-summary.ts';

/** What one plan decided about one person. */
export interface PlanAnswer {
  readonly planHash: string;
  readonly campaignId: string;
  readonly occurrence: string;
  readonly decision: Decision;
}

/** What the verbs about plans call. */
export interface PlanDesk {
  /** Makes a plan; `isEstimate` keeps no record of it, so that it cannot be signed. */
  make(campaign: Campaign, options: { readonly isEstimate: boolean }): Promise<MadePlan>;
  approve(hash: string, role: string): Promise<Approval>;
  apply(hash: string): Promise<Applied>;
  change(campaignId: string, status: CampaignStatus, reason: string): Promise<CampaignState>;
  /** Newest plan first; only those that considered the person. */
  why(customer: string, campaignId: string | undefined): Promise<readonly PlanAnswer[]>;
}

/** What a desk is made of. */
export interface PlanDeskPorts extends ApplyPorts, PlanPorts {
  /** Everything about a campaign that a plan is made of. */
  readonly inputFor: (campaign: Campaign) => Promise<PlanInput>;
  /** The person behind a customer key. */
  readonly personIdOf: (customer: string) => Promise<string>;
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
    approve: (hash, role) => approvePlan(ports, hash, { by, role }),
    apply: (hash) => applyPlan(ports, hash, by),
    change: (campaignId, status, reason) => changeCampaign(ports, campaignId, { status, by, reason }),
    async why(customer, campaignId) {
      const personId = await ports.personIdOf(customer);
      const answers: PlanAnswer[] = [];
      for (const { hash, campaignId: of, occurrence } of await allPlans(ports)) {
        if (campaignId !== undefined && of !== campaignId) continue;
        const { summary } = await openPlan(ports, hash);
        const decision = await decisionAbout(ports, summary, personId);
        if (decision !== undefined) answers.push({ planHash: hash, campaignId: of, occurrence, decision });
      }
      return answers;
    },
  };
}
