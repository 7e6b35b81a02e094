import type { Clock } from '#app/ports/clock.ts';
import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import type { MergePorts } from '#app/profiles/settle-merges.ts';
import { parseMessageKey } from '#core/delivery/message-key.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { ClaimOutcome } from '#core/profiles/claim.ts';
import { createAccountFor } from './account-for.ts';
import { createKeepClaims } from './keep-claims.ts';

/**
 * Settles what was unknown by what providers report: `Message Delivered`, `Message Failed` and `Email Bounced` carry our key. Reports
 * may be missing, late, doubled and out of order; what a provider accepted stays accepted.
 * @returns how many of the events named a message of ours.
 */
export type SettleDeliveries = (events: readonly CustomerEvent[]) => Promise<number>;

const OUTCOMES: Readonly<Record<string, ClaimOutcome>> = {
  'Message Delivered': { state: 'accepted', reason: '' },
  'Message Failed': { state: 'rejected', reason: 'not_delivered' },
  'Email Bounced': { state: 'rejected', reason: 'not_delivered' },
};

/** Is this a report of what became of a message? */
export function isDeliveryReport({ name }: Pick<CustomerEvent, 'name'>): boolean {
  return Object.hasOwn(OUTCOMES, name);
}

/** Settles in these stores. */
export function createSettleDeliveries(
  ports: MergePorts & { readonly receipts: ReceiptStore; readonly clock: Clock },
): SettleDeliveries {
  const claims = createKeepClaims(ports);
  const account = createAccountFor({ ...ports, claims });

  const settle = async (messageKey: string, outcome: ClaimOutcome): Promise<boolean> => {
    const key = parseMessageKey(messageKey);
    // First the claim, then the receipt: a worker that writes its receipt in between looks at the claim again.
    const claim = key && (await claims.settle(key, outcome));
    if (claim === undefined) return false;
    const receipt = await ports.receipts.load(claim.campaignId, messageKey);
    if (receipt !== undefined) await account.settled(receipt.message, claim, receipt);
    return true;
  };

  return async (events) => {
    let count = 0;
    for (const { name, properties } of events) {
      const outcome = Object.hasOwn(OUTCOMES, name) ? OUTCOMES[name] : undefined;
      const messageKey = properties['message_key'];
      if (outcome === undefined || typeof messageKey !== 'string') continue;
      if (await settle(messageKey, outcome)) count += 1;
    }
    return count;
  };
}
