import { ANSWER_MS } from '#app/outcomes/measured-people.ts';
import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { type AttributionRule, attribute, type Touchpoint } from '#core/outcomes/attribution.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';

/** Orders that a campaign may claim, by two customs of counting. Neither says what the campaign caused. */
export interface CreditedOrders {
  readonly campaignId: string;
  /** Whose message was the newest before the order. */
  readonly lastTouch: number;
  /** Shared among all messages before the order, the newer ones more. */
  readonly timeDecay: number;
}

/** A message half a week older claims half as much: the answer window is two of these. */
const HALF_LIFE_MS = 3.5 * DAY_MS;
const LAST_TOUCH: AttributionRule = { kind: 'last_touch', windowMs: ANSWER_MS };
const TIME_DECAY: AttributionRule = { kind: 'time_decay', windowMs: ANSWER_MS, halfLifeMs: HALF_LIFE_MS };

interface Touch extends Touchpoint {
  readonly campaignId: string;
}

/**
 * Shares each order that was not cancelled among the messages that its person got before it, of whichever campaign. One
 * pass over the receipts and one over the people; holds the accepted messages.
 */
export async function creditOrders(
  receipts: Pick<ReceiptStore, 'list'>,
  campaignIds: readonly string[],
  rows: AsyncIterable<PersonRow>,
): Promise<readonly CreditedOrders[]> {
  const touches = await touchesOf(receipts, campaignIds);
  const credits = new Map(campaignIds.map((id) => [id, { campaignId: id, lastTouch: 0, timeDecay: 0 }]));
  for await (const { personId, customerKeys, profile } of rows) {
    // A person has the messages of every key that was a person of its own before they were merged.
    const own = [...new Set([personId, ...customerKeys])].flatMap((key) => touches.get(key) ?? []);
    if (own.length === 0) continue;
    const campaignOf = new Map(own.map(({ messageKey, campaignId }) => [messageKey, campaignId]));
    const claim = (orderMs: number, rule: AttributionRule, by: 'lastTouch' | 'timeDecay'): void => {
      for (const { messageKey, share } of attribute(own, orderMs, rule))
        credits.get(campaignOf.get(messageKey)!)![by] += share;
    };
    for (const { at } of profile.orders.filter(({ isCancelled }) => !isCancelled)) {
      claim(Date.parse(at), LAST_TOUCH, 'lastTouch');
      claim(Date.parse(at), TIME_DECAY, 'timeDecay');
    }
  }
  return [...credits.values()];
}

/** Accepted messages by the person to whom they went. */
async function touchesOf(
  receipts: Pick<ReceiptStore, 'list'>,
  campaignIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Touch[]>> {
  const touches = new Map<string, Touch[]>();
  for (const campaignId of campaignIds)
    for await (const { message, status, sendInstantMs, atMs } of receipts.list(campaignId)) {
      if (status !== 'accepted') continue;
      const touch = { messageKey: message.messageKey, atMs: sendInstantMs ?? atMs, campaignId };
      const own = touches.get(message.personId);
      if (own === undefined) touches.set(message.personId, [touch]);
      else own.push(touch);
    }
  return touches;
}
