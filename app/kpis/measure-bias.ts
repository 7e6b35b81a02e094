import { campaignPeople, type OutcomePorts, type OutcomeSetting } from '#app/outcomes/measured-people.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import {
  biasReport,
  summariseTreatments,
  type TreatedPerson,
  type TreatmentGap,
} from '#core/personas/bias-report.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';

/** How a plan treated the groups that an operator named. Nothing of it is kept. */
export interface PlanBias {
  readonly planHash: string;
  readonly occurrence: string;
  /** People by group, of those whom the shop knows. */
  readonly groups: readonly { readonly group: string; readonly count: number }[];
  /** Each group against everybody else; groups of fewer than 30 people are left out. */
  readonly gaps: readonly TreatmentGap[];
}

/** The group of each customer id, in the operator's words; used for this comparison and nothing else. */
export type GroupOfCustomer = ReadonlyMap<string, string>;

/** P(at least one order) where `expected` are expected and orders come by chance. */
const chanceOfOrder = (expected: number): number => 1 - Math.exp(-Math.max(0, expected));

/**
 * Compares how a plan treated groups of people: everybody of a group counts in its contact and offer rate, also whom
 * the audience left out. Discounts are what was taken off their orders in the campaign's days; the error is how far
 * the chance of an order then that was expected before lay from what happened.
 */
export async function measureBias(
  ports: OutcomePorts,
  setting: OutcomeSetting,
  plan: { readonly summary: PlanSummary; readonly hash: string },
  groupOf: GroupOfCustomer,
): Promise<PlanBias> {
  const { summary, hash } = plan;
  const days = (summary.window.toMs - summary.window.fromMs) / DAY_MS;
  const { people } = await campaignPeople(ports, setting, plan);
  const drawn = new Map<string, Omit<TreatedPerson, 'group'>>();
  for await (const { row, drawn: draw, assigned, span, covariate } of people()) {
    const paid = span.paidMinor + span.discountMinor;
    drawn.set(row.personId, {
      wasContacted: assigned.acceptedCount > 0,
      gotOffer: assigned.acceptedCount > 0 && draw.message?.offerId !== undefined,
      discountShare: paid > 0 ? span.discountMinor / paid : undefined,
      error: Math.abs(chanceOfOrder((covariate * days) / 30) - Math.min(1, span.orders)),
    });
  }
  const treated: TreatedPerson[] = [];
  const untouched = { wasContacted: false, gotOffer: false, discountShare: undefined, error: undefined };
  for await (const { personId, customerKeys } of setting.rows()) {
    const key = [personId, ...customerKeys].find((id) => groupOf.has(id));
    if (key !== undefined) treated.push({ ...(drawn.get(personId) ?? untouched), group: groupOf.get(key)! });
  }
  return {
    planHash: hash,
    occurrence: summary.occurrence,
    groups: [...Map.groupBy(treated, ({ group }) => group)]
      .map(([group, own]) => ({ group, count: own.length }))
      .sort((a, b) => (a.group < b.group ? -1 : 1)),
    gaps: biasReport(summariseTreatments(treated)),
  };
}
