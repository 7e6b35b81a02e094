import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import { parseMessageKey } from '#core/delivery/message-key.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { type AttributionRule, attribute, type Touchpoint } from '#core/outcomes/attribution.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import { ANSWER_DAYS } from '#core/plan/value/expected-value.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';

/** What a rule credits a campaign with. */
export interface Claimed {
  /** Orders that were not cancelled; shares of orders where several messages claim one. */
  readonly orders: number;
  /** Paid less given back, minor units of the shop's currency. */
  readonly netMinor: number;
}

/** One campaign's claim on orders by each rule. */
export interface CampaignCredit {
  readonly campaignId: string;
  readonly name: string;
  /** Accepted messages of that time. */
  readonly messages: number;
  readonly lastTouch: Claimed;
  readonly timeDecay: Claimed;
}

/** Who would claim the orders: views, which prove nothing beside a holdout. */
export interface Credits {
  /** Orders from here on, UTC epoch ms. */
  readonly fromMs: number;
  readonly currency: string;
  readonly orders: number;
  /** Orders that no message came before. */
  readonly unclaimedOrders: number;
  readonly campaigns: readonly CampaignCredit[];
}

/** Rules by what a report calls them; an order is claimed by messages of the answer window before it. */
const RULES = {
  lastTouch: { kind: 'last_touch', windowMs: ANSWER_DAYS * DAY_MS },
  timeDecay: { kind: 'time_decay', windowMs: ANSWER_DAYS * DAY_MS, halfLifeMs: 2 * DAY_MS },
} as const satisfies Record<string, AttributionRule>;
type RuleName = keyof typeof RULES;

/** Orders of a quarter are looked at. */
const QUARTER_MS = 91 * DAY_MS;
/** Messages held at once, about; of more, the quarter is looked at piece by piece. */
const MESSAGES_HELD = 1_000_000;

/**
 * Credits every order of the last quarter to messages before it, by last touch and by time decay.
 *
 * @param summaries started plans; with none there is nothing to credit.
 */
export async function measureCredits(
  receipts: Pick<ReceiptStore, 'list'>,
  summaries: readonly PlanSummary[],
  rows: () => AsyncIterable<PersonRow>,
  asOfMs: number,
): Promise<Credits | undefined> {
  const [newest] = summaries.toSorted((a, b) => b.madeAtMs - a.madeAtMs);
  if (newest === undefined) return undefined;
  const started = Math.min(...summaries.map(({ window }) => window.fromMs));
  const whole = { fromMs: Math.max(started, asOfMs - QUARTER_MS), untilMs: asOfMs };
  const tally = new CreditTally(summaries, newest.currency);
  const planned = summaries.reduce((sum, summary) => sum + summary.planned, 0);
  for (const span of piecesOf(whole, Math.ceil(planned / MESSAGES_HELD))) {
    const touchpoints = await touchpointsOf(receipts, tally, span);
    for await (const row of rows()) tally.add(row, touchpoints, span);
  }
  return tally.result(whole.fromMs);
}

/** Instants from one, included, until another, UTC epoch ms. */
interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

const isWithin = (atMs: number, { fromMs, untilMs }: Span): boolean => atMs >= fromMs && atMs < untilMs;

/** So many spans of one length, of a week at the least: an order is claimed by messages of a week. */
function piecesOf({ fromMs, untilMs }: Span, most: number): readonly Span[] {
  const weeks = Math.floor((untilMs - fromMs) / RULES.lastTouch.windowMs);
  const count = Math.max(1, Math.min(most, weeks));
  const edge = (index: number): number => Math.round(fromMs + ((untilMs - fromMs) * index) / count);
  return Array.from({ length: count }, (_, index) => ({ fromMs: edge(index), untilMs: edge(index + 1) }));
}

type Touchpoints = ReadonlyMap<string, readonly Touchpoint[]>;

/** Accepted messages that may claim an order of the span, by the person as they were then. */
async function touchpointsOf(
  receipts: Pick<ReceiptStore, 'list'>,
  tally: CreditTally,
  span: Span,
): Promise<Touchpoints> {
  const found = new Map<string, Touchpoint[]>();
  const reaching = { ...span, fromMs: span.fromMs - RULES.lastTouch.windowMs };
  for (const campaignId of tally.campaignIds)
    for await (const { status, message, sendInstantMs, atMs } of receipts.list(campaignId)) {
      const touch = { messageKey: message.messageKey, atMs: sendInstantMs ?? atMs };
      if (status !== 'accepted' || !isWithin(touch.atMs, reaching)) continue;
      found.set(message.personId, [...(found.get(message.personId) ?? []), touch]);
      if (isWithin(touch.atMs, span)) tally.addMessage(campaignId);
    }
  return found;
}

interface Sum {
  orders: number;
  netMinor: number;
}

class CreditTally {
  readonly #campaigns: ReadonlyMap<
    string,
    { readonly name: string; messages: number; readonly claimed: Readonly<Record<RuleName, Sum>> }
  >;
  readonly #currency: string;
  #orders = 0;
  #unclaimed = 0;

  constructor(summaries: readonly PlanSummary[], currency: string) {
    this.#campaigns = new Map(
      summaries.map(({ campaign: { id, name } }) => [
        id,
        {
          name,
          messages: 0,
          claimed: { lastTouch: { orders: 0, netMinor: 0 }, timeDecay: { orders: 0, netMinor: 0 } },
        },
      ]),
    );
    this.#currency = currency;
  }

  get campaignIds(): readonly string[] {
    return [...this.#campaigns.keys()];
  }

  addMessage(campaignId: string): void {
    this.#campaigns.get(campaignId)!.messages += 1;
  }

  /** Orders of a person; messages to whoever was merged into them are theirs. */
  add({ personId, customerKeys, profile }: PersonRow, touchpoints: Touchpoints, span: Span): void {
    const ids = [...new Set([personId, ...customerKeys])];
    const own = ids.flatMap((id) => touchpoints.get(id) ?? []);
    for (const order of profile.orders) {
      const atMs = Date.parse(order.at);
      if (order.isCancelled || !isWithin(atMs, span)) continue;
      this.#orders += 1;
      const isPriced = order.currency === this.#currency;
      const netMinor = isPriced ? (order.amountMinor ?? 0) - order.refundedMinor : 0;
      const isClaimed = this.#credit(own, { atMs, netMinor });
      if (!isClaimed) this.#unclaimed += 1;
    }
  }

  #credit(own: readonly Touchpoint[], order: { readonly atMs: number; readonly netMinor: number }): boolean {
    const before = own.filter(({ atMs }) => atMs <= order.atMs);
    let isClaimed = false;
    for (const [name, rule] of Object.entries(RULES) as [RuleName, AttributionRule][])
      for (const { messageKey, share } of attribute(before, order.atMs, rule)) {
        const { campaignId = '' } = parseMessageKey(messageKey) ?? {};
        const sum = this.#campaigns.get(campaignId)!.claimed[name];
        sum.orders += share;
        sum.netMinor += share * order.netMinor;
        isClaimed = true;
      }
    return isClaimed;
  }

  result(fromMs: number): Credits {
    return {
      fromMs,
      currency: this.#currency,
      orders: this.#orders,
      unclaimedOrders: this.#unclaimed,
      campaigns: [...this.#campaigns].map(([campaignId, { name, messages, claimed }]) => ({
        ...{ campaignId, name, messages },
        lastTouch: rounded(claimed.lastTouch),
        timeDecay: rounded(claimed.timeDecay),
      })),
    };
  }
}

/** Shares of orders add up to thousandths, money to whole minor units. */
const rounded = ({ orders, netMinor }: Sum): Claimed => ({
  orders: Math.round(orders * 1000) / 1000,
  netMinor: Math.round(netMinor),
});
