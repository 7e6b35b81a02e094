import { ANSWER_MS, comparedMs, type OutcomeSetting } from '#app/outcomes/measured-people.ts';
import { decisionsOf, type PlanStores } from '#app/plan/plan-records.ts';
import { type Assigned, outcomeOf, type PersonOutcome } from '#core/outcomes/person-outcome.ts';
import { type RegionalEffect, regionalEffect } from '#core/outcomes/regions/regional-effect.ts';
import { addStore, type RegionalTotals, type StoreSums } from '#core/outcomes/regions/store-sums.ts';
import { drawArm } from '#core/plan/draw-arm.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';

const ALPHA = 0.05;

/**
 * What a plan did to the stores that it wrote to, against those it held out; undefined where it held none out. Everybody
 * counts whom the campaign would have written to had their store been in, so people who are held out one by one count
 * on neither side. The store is that of the plan, the days before are those before the first plan of this draw.
 */
export async function measureRegions(
  stores: PlanStores,
  setting: OutcomeSetting & { readonly asOfMs: number },
  summary: PlanSummary,
): Promise<RegionalEffect | undefined> {
  const { storeDraw, campaign, window } = summary;
  if (storeDraw === undefined) return undefined;
  const homes = await homesOf(stores, summary);
  const windowMs = comparedMs(window, setting.asOfMs);
  const sums = new Map<string, StoreSums>();
  for await (const { personId, customerKeys, profile } of setting.rows()) {
    const home = [personId, ...customerKeys].map((id) => homes.get(id)).find((id) => id !== undefined);
    if (home === undefined) continue;
    const within = (fromMs: number): RegionalTotals =>
      totalsOf(
        outcomeOf({ ...nobody, personId, fromMs }, profile, {
          ...setting,
          currency: summary.currency,
          goal: campaign.goal.event,
          windowMs,
        }),
      );
    const own = { people: 1, during: within(window.fromMs), before: within(storeDraw.sinceMs - windowMs) };
    sums.set(home, addStore(sums.get(home), own));
  }
  return regionalEffect(storeDraw, sums, {
    alpha: ALPHA,
    minimumEffect: campaign.metric.minimumDetectableEffect,
    readAtMs: window.toMs + ANSWER_MS,
    asOfMs: setting.asOfMs,
  });
}

/** Nothing was sent as far as an outcome knows: clicks are not compared. */
const nobody: Omit<Assigned, 'personId' | 'fromMs'> = {
  arm: '',
  armProbability: 1,
  acceptedCount: 0,
  clicks: [],
};

const totalsOf = ({
  goals,
  orders,
  storeVisits,
  paidMinor,
  refundedMinor,
}: PersonOutcome): RegionalTotals => ({
  goals,
  orders,
  visits: storeVisits,
  netRevenueMinor: paidMinor - refundedMinor,
});

/** The store of everybody who counts. */
async function homesOf(stores: PlanStores, summary: PlanSummary): Promise<ReadonlyMap<string, string>> {
  const homes = new Map<string, string>();
  for await (const { personId, home } of decisionsOf(stores, summary))
    if (home !== undefined && drawArm(summary.campaign, personId).kind === 'arm') homes.set(personId, home);
  return homes;
}
