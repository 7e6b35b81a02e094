import type { OfferStore } from '#app/ports/offer-store.ts';
import { untilDone } from '#app/profiles/settle-merges.ts';
import { judgeRedemption, type RedemptionRefusal } from '#core/delivery/offers/judge-redemption.ts';
import {
  codesIn,
  hearOrder,
  isReversed,
  type OfferOrder,
  orderNameOf,
} from '#core/delivery/offers/offer-order.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Offer } from '#core/plan/offer.ts';
import type { FoldSettings } from '#core/profiles/fold-settings.ts';
import { orderStatement } from '#core/profiles/order-statement.ts';

/** What became of one code that an order names. */
export interface Redemption {
  readonly code: string;
  readonly outcome: 'redeemed' | RedemptionRefusal;
}

/**
 * Redeems the codes that orders name, online or at a till: a code by one order only. An order that is cancelled or
 * refunded whole gives its codes back. Statements may come twice and in any order.
 */
export type RedeemCodes = (events: readonly CustomerEvent[]) => Promise<readonly Redemption[]>;

const ORDER_EVENTS: readonly string[] = ['Order Completed', 'Order Cancelled', 'Order Refunded'];

/** May this event redeem a code, or give one back? */
export function isOrderNews({ name, properties }: CustomerEvent): boolean {
  return ORDER_EVENTS.includes(name) && (name !== 'Order Completed' || codesIn(properties).length > 0);
}

/** Redeems in this store. */
export function createRedeemCodes(ports: {
  readonly offers: OfferStore;
  readonly offerOf: (offerId: string) => Promise<Offer | undefined>;
  readonly settings: FoldSettings;
}): RedeemCodes {
  const { offers, offerOf, settings } = ports;

  const hear = (event: CustomerEvent): Promise<{ readonly name: string; readonly order?: OfferOrder }> =>
    untilDone(async () => {
      const said = orderStatement(event, settings);
      const orderId = event.properties['order_id'];
      if (!said.ok || typeof orderId !== 'string') return { name: '' };
      const name = orderNameOf(orderId);
      const { value, version } = await offers.loadOrder(name);
      const order = hearOrder(value, said.value, { codes: codesIn(event.properties), atMs: event.atMs });
      await offers.saveOrder(name, version, order);
      return { name, order };
    });

  const settle = (code: string, name: string, order: OfferOrder): Promise<Redemption> =>
    untilDone(async () => {
      const { value, version } = await offers.loadCode(code);
      const offer = value && (await offerOf(value.offerId));
      if (value === undefined || offer === undefined) return { code, outcome: 'unknown_code' };
      const refusal = isReversed(order) ? 'reversed' : judgeRedemption(offer, value, order);
      if (!['', name].includes(value.redeemedBy)) return { code, outcome: refusal ?? 'redeemed_already' };
      const redeemedBy = refusal === undefined ? name : '';
      if (redeemedBy !== value.redeemedBy) await offers.saveCode(code, version, { ...value, redeemedBy });
      return { code, outcome: refusal ?? 'redeemed' };
    });

  return async (events) => {
    const redemptions: Redemption[] = [];
    for (const event of events.filter(isOrderNews)) {
      // First what is known of the order, then its codes: whoever comes later sees both, and repeats this.
      const { name, order } = await hear(event);
      for (const code of order?.codes ?? []) redemptions.push(await settle(code, name, order!));
    }
    return redemptions;
  };
}
