import type { Receipt } from '#core/delivery/receipt.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import type { CloudStores } from '../wiring/cloud-stores.ts';
import { type Account, closeAccount } from './close-accounts.ts';
import { codeIn, type OutboxLine } from './let-people-answer.ts';
import type { StartedPlan } from './play-quarter.ts';

/** What became of the coupons' codes. */
export interface CouponCodes {
  readonly issued: number;
  readonly redeemed: number;
}

/** The account of each campaign, all its occurrences together. */
export async function accountsOf(
  stores: Pick<CloudStores, 'receipts' | 'budgets'>,
  started: readonly StartedPlan[],
  outbox: readonly OutboxLine[],
): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  for (const [id, plans] of Map.groupBy(started, ({ summary }) => summary.campaign.id)) {
    const receipts: Receipt[] = [];
    for await (const receipt of stores.receipts.list(id)) receipts.push(receipt);
    const givenKeys = outbox
      .filter(({ campaignId }) => campaignId === id)
      .map(({ messageKey }) => messageKey);
    let planned = 0;
    for (const { summary } of plans) planned += await plannedOf(stores, summary);
    accounts.push(closeAccount(id, { planned, receipts, givenKeys }));
  }
  return accounts;
}

/** What became of the codes that went out. */
export async function codesOf(
  { offers }: Pick<CloudStores, 'offers'>,
  outbox: readonly OutboxLine[],
): Promise<CouponCodes> {
  const codes = new Set(outbox.map(codeIn).filter((code) => code !== undefined));
  let [issued, redeemed] = [0, 0];
  for (const code of codes) {
    const { value } = await offers.loadCode(code);
    if (value !== undefined && !value.isWithdrawn) issued += 1;
    if (value !== undefined && value.redeemedBy !== '') redeemed += 1;
  }
  return { issued, redeemed };
}

/** What was to be sent: the plan's messages, or what triggers took out of each day's count before they started them. */
async function plannedOf(
  { budgets }: Pick<CloudStores, 'budgets'>,
  { campaign, occurrence, planned, window }: PlanSummary,
): Promise<number> {
  if (campaign.type !== 'triggered') return planned;
  let started = 0;
  for (let atMs = window.fromMs - DAY_MS; atMs < window.toMs + DAY_MS; atMs += DAY_MS) {
    const dayId = `${campaign.id}/${occurrence}/${new Date(atMs).toISOString().slice(0, 10)}`;
    started += (await budgets.load(dayId))?.spentMicros ?? 0;
  }
  return started;
}
