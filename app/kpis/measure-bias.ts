import { campaignPeople, type OutcomePorts, type OutcomeSetting } from '#app/outcomes/measured-people.ts';
import { decisionsOf } from '#app/plan/plan-records.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import {
  biasReport,
  summariseTreatments,
  type TreatedPerson,
  type TreatmentGap,
} from '#core/personas/bias-report.ts';
import type { SkipReason } from '#core/plan/audience/skip-reasons.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';

/** How a plan treated the groups that an operator named. Nothing of it is kept. */
export interface PlanBias {
  readonly planHash: string;
  readonly campaignName: string;
  readonly occurrence: string;
  /** Customers whom the operator's table names. */
  readonly listedCount: number;
  /** People by group, of those whom the shop knows. */
  readonly groups: readonly { readonly group: string; readonly count: number }[];
  /** Each group against everybody else; groups of fewer than 30 people are left out. */
  readonly gaps: readonly TreatmentGap[];
  /** Where a group got more or fewer messages: the reason that left it out most unlike the others. */
  readonly leftOut: readonly LeftOut[];
}

/** Shares of people whom the plan left out for one reason. */
export interface LeftOut {
  readonly group: string;
  readonly reason: SkipReason;
  readonly share: number;
  readonly others: number;
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
  const skips = new Map<string, SkipReason>();
  for await (const decision of decisionsOf(ports, summary))
    if ('skip' in decision) skips.set(decision.personId, decision.skip);
  const treated: (TreatedPerson & { readonly skip: SkipReason | undefined })[] = [];
  const untouched = { wasContacted: false, gotOffer: false, discountShare: undefined, error: undefined };
  for await (const { personId, customerKeys } of setting.rows()) {
    const key = [personId, ...customerKeys].find((id) => groupOf.has(id));
    if (key === undefined) continue;
    const skip = [personId, ...customerKeys].map((id) => skips.get(id)).find((one) => one !== undefined);
    treated.push({ ...(drawn.get(personId) ?? untouched), group: groupOf.get(key)!, skip });
  }
  const gaps = biasReport(summariseTreatments(treated));
  const contactGaps = gaps.filter(({ isGap, treatment }) => isGap && treatment === 'contact_rate');
  return {
    planHash: hash,
    campaignName: summary.campaign.name,
    occurrence: summary.occurrence,
    listedCount: groupOf.size,
    groups: [...Map.groupBy(treated, ({ group }) => group)]
      .map(([group, own]) => ({ group, count: own.length }))
      .sort((a, b) => (a.group < b.group ? -1 : 1)),
    gaps,
    leftOut: contactGaps.flatMap(({ group }) => leftOutOf(group, treated)),
  };
}

/** The reason whose share differs most between a group and everybody else; none where nobody was left out. */
function leftOutOf(
  group: string,
  treated: readonly { readonly group: string; readonly skip: SkipReason | undefined }[],
): readonly LeftOut[] {
  const [own, rest] = [true, false].map((side) => treated.filter((one) => (one.group === group) === side));
  const shareOf = (side: typeof own, reason: SkipReason): number =>
    side!.filter(({ skip }) => skip === reason).length / side!.length;
  const reasons = [...new Set(treated.flatMap(({ skip }) => skip ?? []))]
    .map((reason) => ({ group, reason, share: shareOf(own, reason), others: shareOf(rest, reason) }))
    .sort((a, b) => Math.abs(b.share - b.others) - Math.abs(a.share - a.others));
  return reasons.slice(0, 1);
}
