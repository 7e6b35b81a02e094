import type { BudgetStore } from '#app/ports/budget-store.ts';
import type { CampaignStateStore } from '#app/ports/campaign-state-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DueIndex } from '#app/ports/due-index.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import type { BothLanguages } from '#core/plan/audience/skip-reasons.ts';
import type { MessagePrice } from '#core/plan/lane-kinds.ts';
import { codeBudgetId } from '#core/plan/offer.ts';
import type { PlanRefusal } from '#core/plan/plan-refusals.ts';
import { type PlanSummary, signaturesNeeded } from '#core/plan/plan-summary.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { isApproved } from './approve-plan.ts';
import { messagesOf, openPlan, type PlanRecord, type PlanStores, saveRecord } from './plan-records.ts';
import { refusePlan } from './refuse-plan.ts';

/** What applying needs. */
export interface ApplyPorts extends PlanStores {
  readonly clock: Clock;
  readonly campaigns: CampaignStateStore;
  readonly budgets: Pick<BudgetStore, 'setLimit'>;
  readonly due: Pick<DueIndex, 'put'>;
  /** Ids of those copies that are not approved now under their hash. */
  readonly unapprovedOf: (copies: PlanSummary['copies']) => Promise<readonly string[]>;
  readonly price: MessagePrice;
}

/** A started plan. */
export interface Applied {
  readonly campaignId: string;
  readonly occurrence: string;
  readonly loaded: number;
}

/** Messages put into the due index at once. */
const BATCH = 100;
const HOUR_MS = 3_600_000;

/**
 * Starts an approved plan: checks it, claims its campaign and date by one conditional write, then loads its messages.
 * Applying again what was interrupted goes on; what was started, or another plan for the same campaign and date, is
 * refused by name. No message can leave before its budget and its campaign's state are written.
 * @throws InputError naming the check that failed.
 */
export async function applyPlan(ports: ApplyPorts, hash: string, by: string): Promise<Applied> {
  const { summary, record } = await openPlan(ports, hash);
  const refusal = await refusalOf(ports, summary, record.value);
  if (refusal !== undefined) throw refusePlan(...refusal);
  await claimStart(ports, summary, hash, by);
  await openCampaign(ports, summary, hash, by);
  const loaded = await load(ports, messagesOf(ports, hash, summary));
  await saveRecord(ports, record.version, { ...record.value, appliedAtMs: ports.clock.nowMs() });
  return { campaignId: summary.campaign.id, occurrence: summary.occurrence, loaded };
}

/** A check that failed, with what it found. */
type Refused = readonly [refusal: PlanRefusal, about: string | BothLanguages];

/** The first check that fails; undefined if the plan may start. */
async function refusalOf(
  { clock, price, unapprovedOf }: ApplyPorts,
  summary: PlanSummary,
  record: PlanRecord,
): Promise<Refused | undefined> {
  const { campaign, occurrence, planned } = summary;
  const of = `${campaign.id} ${occurrence}`;
  const undecided = decisionMissing(summary, record) ?? outOfTime(summary, clock.nowMs());
  if (undecided !== undefined) return undecided;
  if (planned === 0 && campaign.type !== 'triggered') return ['empty_audience', of];
  const unpriced = campaign.channels.flatMap((channel) => {
    const found = price(channel, 1);
    return 'refused' in found ? [`${channel}: ${found.refused}`] : [];
  });
  if (unpriced.length > 0) return ['missing_price', `${of}; ${unpriced.join('; ')}`];
  const unapproved = await unapprovedOf(summary.copies);
  return unapproved.length > 0 ? ['unapproved_copy', `${of}; ${unapproved.join(', ')}`] : undefined;
}

/** What people have not decided, or decided otherwise. */
function decisionMissing(summary: PlanSummary, record: PlanRecord): Refused | undefined {
  const of = `${summary.campaign.id} ${summary.occurrence}`;
  if (record.appliedAtMs !== undefined) return ['started_already', of];
  if (record.rejected !== undefined) return ['rejected', of];
  const needed = signaturesNeeded(summary);
  if (isApproved(record, needed)) return undefined;
  const count = `${record.signatures.length}/${needed}`;
  return ['not_approved', { en: `${of}; signed ${count}`, ko: `${of}; 승인 ${count}` }];
}

/** Whether the plan comes too late, and by how much. */
function outOfTime(
  { campaign, occurrence, madeAtMs, window }: PlanSummary,
  nowMs: number,
): Refused | undefined {
  const of = `${campaign.id} ${occurrence}`;
  const toleranceHours = campaign.staleAfterHours;
  const ageHours = Math.round(((nowMs - madeAtMs) / HOUR_MS) * 10) / 10;
  if (nowMs >= window.toMs) return ['window_over', of];
  if (nowMs <= madeAtMs + toleranceHours * HOUR_MS) return undefined;
  return [
    'stale',
    {
      en: `${of}; made ${ageHours} hours ago, started within ${toleranceHours} at most: staleAfterHours`,
      ko: `${of}; 계획한 지 ${ageHours}시간, 허용 ${toleranceHours}시간(staleAfterHours)`,
    },
  ];
}

/** One document per campaign and date decides who started it. */
async function claimStart(
  { documents, clock }: ApplyPorts,
  { campaign, occurrence }: PlanSummary,
  planHash: string,
  by: string,
): Promise<void> {
  const id = `${campaign.id}/${occurrence}`;
  try {
    await documents.save('campaign_start', id, 0, { planHash, by, atMs: clock.nowMs() });
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const { value } = await documents.load('campaign_start', id);
    if (value?.['planHash'] !== planHash) throw refusePlan('started_already', id);
  }
}

/** Tells the dispatcher by which rules, within which budget and from which plan messages may leave. */
async function openCampaign(
  { campaigns, budgets, clock }: ApplyPorts,
  { campaign, occurrence, worstCaseMicros, offers }: PlanSummary,
  planHash: string,
  by: string,
): Promise<void> {
  const { value, version } = await campaigns.load(campaign.id);
  if (value?.planHash === planHash) return;
  const budgetId = `${campaign.id}/${occurrence}`;
  const limit = campaign.budget === undefined ? worstCaseMicros : Math.floor(campaign.budget.amount * 1e6);
  await budgets.setLimit(budgetId, limit);
  for (const { id, mostCodes } of offers) await budgets.setLimit(codeBudgetId(id), mostCodes);
  await campaigns.save(version, {
    campaignId: campaign.id,
    status: 'running',
    rules: {
      jurisdiction: campaign.jurisdiction,
      cap: campaign.cap,
      fallbackZone: campaign.policies.fallbackZone?.zone,
    },
    budgetId,
    planHash,
    changes: [{ status: 'running', by, reason: 'applied', atMs: clock.nowMs() }],
  });
}

async function load({ due }: ApplyPorts, messages: AsyncIterable<PlannedMessage>): Promise<number> {
  let loaded = 0;
  let batch: PlannedMessage[] = [];
  const put = async (): Promise<void> => {
    if (batch.length > 0) await due.put(batch);
    loaded += batch.length;
    batch = [];
  };
  for await (const message of messages) {
    batch.push(message);
    if (batch.length === BATCH) await put();
  }
  await put();
  return loaded;
}
