import { loadBrand } from '#app/copy/copy-settings.ts';
import { APPROVED } from '#app/copy/live-copies.ts';
import { openPlan, type PlanStores } from '#app/plan/plan-records.ts';
import { refusePlan } from '#app/plan/refuse-plan.ts';
import type { BudgetStore } from '#app/ports/budget-store.ts';
import type { CampaignStateStore } from '#app/ports/campaign-state-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DueIndex } from '#app/ports/due-index.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import { messageKeyOf } from '#core/delivery/message-key.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { MessagePrice } from '#core/plan/lane-kinds.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { createLoadDue } from './load-due.ts';

/** What a test needs. */
export interface TestSendPorts extends PlanStores {
  readonly clock: Clock;
  readonly campaigns: CampaignStateStore;
  readonly budgets: Pick<BudgetStore, 'setLimit'>;
  readonly due: Pick<DueIndex, 'put'>;
  readonly price: MessagePrice;
  readonly personIdOf: (customer: string) => Promise<string>;
}

/** A test that is due now. */
export interface TestSent {
  /** Its receipts are found under it. */
  readonly campaignId: string;
  readonly messages: readonly PlannedMessage[];
}

const MINUTE_MS = 60_000;
const EXPIRES_MS = 60 * MINUTE_MS;
/** The most parts that the renderer lets an SMS have. */
const MOST_PARTS = 2;
/** Staff read many variants a day; the ledger's own limit still holds. */
const CAP = { count: 40, periodMs: DAY_MS };

/**
 * Sends every copy of a plan to named staff, as a tiny campaign of its own: the same claim, rendering and providers, so
 * what staff see is what customers would. Staff are the customers whom the brand lists as `staff`; without consent or
 * at night they get nothing either, and the receipt says so.
 * @throws InputError if nobody is named, somebody is no staff, or the plan has no copy.
 */
export async function testSend(
  ports: TestSendPorts,
  planHash: string,
  { to, by }: { readonly to: readonly string[]; readonly by: string },
): Promise<TestSent> {
  const { documents, clock, campaigns, budgets, due } = ports;
  const customers = [...new Set(to.map((customer) => customer.trim()).filter((customer) => customer !== ''))];
  if (customers.length === 0) throw refusePlan('empty_test_list');
  const { staff } = await loadBrand(documents);
  const strangers = customers.filter((customer) => !staff.includes(customer));
  if (strangers.length > 0) throw refusePlan('not_staff', strangers.join(', '));
  const { summary } = await openPlan(ports, planHash);
  const { campaign } = summary;
  if (summary.copies.length === 0) throw refusePlan('empty_audience');

  const nowMs = clock.nowMs();
  const campaignId = `test-${planHash.slice(0, 16)}`;
  const messages: PlannedMessage[] = [];
  for (const [index, { id }] of summary.copies.entries()) {
    const copy = (await documents.load(APPROVED, id)).value as unknown as ApprovedCopy;
    const price = ports.price(copy.channel, copy.channel === 'sms' ? MOST_PARTS : 1);
    if ('refused' in price) throw refusePlan('missing_price', price.refused);
    const occurrence = `${new Date(nowMs).toISOString()}.${index + 1}`;
    const shared = { campaignId, occurrence, planHash, nowMs, worstCaseMicros: price.micros };
    for (const customer of customers)
      messages.push(testMessage(copy, await ports.personIdOf(customer), shared));
  }
  const budgetId = `${campaignId}/${nowMs}`;
  await budgets.setLimit(
    budgetId,
    messages.reduce((sum, { worstCaseMicros }) => sum + worstCaseMicros, 0),
  );
  const { version } = await campaigns.load(campaignId);
  await campaigns.save(version, {
    campaignId,
    status: 'running',
    rules: {
      jurisdiction: campaign.jurisdiction,
      cap: CAP,
      fallbackZone: campaign.policies.fallbackZone?.zone,
    },
    budgetId,
    planHash,
    changes: [{ status: 'running', by, reason: 'test-send', atMs: nowMs }],
  });
  await createLoadDue({ due })(messages);
  return { campaignId, messages };
}

function testMessage(
  { id, hash, channel, productId }: ApprovedCopy,
  personId: string,
  shared: Pick<PlannedMessage, 'campaignId' | 'occurrence' | 'planHash' | 'worstCaseMicros'> & {
    readonly nowMs: number;
  },
): PlannedMessage {
  const { nowMs, ...rest } = shared;
  return {
    ...rest,
    personId,
    messageKey: messageKeyOf({ ...rest, personId }),
    channel,
    dueAtMs: Math.floor(nowMs / MINUTE_MS) * MINUTE_MS,
    expiresAtMs: nowMs + EXPIRES_MS,
    copyId: id,
    copyHash: hash,
    productId,
    offerId: undefined,
    arm: 'test',
    armProbability: 1,
    copyProbability: 1,
    personaId: undefined,
  };
}
