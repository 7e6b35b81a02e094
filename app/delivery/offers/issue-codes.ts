import type { BudgetStore } from '#app/ports/budget-store.ts';
import type { OfferStore } from '#app/ports/offer-store.ts';
import { untilDone } from '#app/profiles/settle-merges.ts';
import type { DeliveryReason } from '#core/delivery/reasons.ts';
import type { CarriedCode } from '#core/delivery/rendered-message.ts';
import { hash48 } from '#core/kernel/hash.ts';
import { codeBudgetId, type Offer, validUntilMs } from '#core/plan/offer.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';

/** A claimed message with the code that it carries. */
export interface MessageWithCode {
  readonly message: Pick<PlannedMessage, 'messageKey' | 'campaignId'>;
  readonly carried: CarriedCode;
}

/** Issues codes of claimed messages, and takes those back whose message was refused. */
export interface IssueCodes {
  /**
   * Issues each code once, however often it is asked; by message why it cannot be, undefined where it was. Called
   * between the claim and the provider.
   */
  issue(
    messages: readonly MessageWithCode[],
    nowMs: number,
  ): Promise<readonly (DeliveryReason | undefined)[]>;
  /** Nobody got the message: the code is good for nothing. It stays counted. */
  withdraw(code: string): Promise<void>;
}

/** Issues into these stores. */
export function createIssueCodes(ports: {
  readonly offers: OfferStore;
  readonly budgets: Pick<BudgetStore, 'draw' | 'settle'>;
}): IssueCodes {
  const { offers, budgets } = ports;

  const write = ({ message, carried: { offer, code } }: MessageWithCode, nowMs: number) =>
    untilDone<{ readonly reason: DeliveryReason | undefined; readonly isNew: boolean }>(async () => {
      const messageHash = hash48(message.messageKey);
      const { value, version } = await offers.loadCode(code);
      if (value !== undefined) {
        const isOurs = value.messageHash === messageHash && !value.isWithdrawn;
        return { reason: isOurs ? undefined : 'offer_used_up', isNew: false };
      }
      const { campaignId } = message;
      const issued = { offerId: offer.id, campaignId, messageHash, issuedAtMs: nowMs };
      const untilMs = validUntilMs(offer, nowMs);
      await offers.saveCode(code, version, { ...issued, untilMs, isWithdrawn: false, redeemedBy: '' });
      return { reason: undefined, isNew: true };
    });

  /** One draw for all of a call; what was issued before costs nothing a second time. */
  const issueSome = async (
    some: readonly MessageWithCode[],
    nowMs: number,
  ): Promise<(DeliveryReason | undefined)[]> => {
    const [first] = some;
    if (first === undefined) return [];
    const { offer, code } = first.carried;
    if (!isWithin(offer, nowMs)) return some.map(() => 'offer_over');
    const budgetId = codeBudgetId(offer.id);
    const isDrawn = await budgets.draw(budgetId, { runId: code, sequence: 1, micros: some.length });
    if (!isDrawn) return some.length === 1 ? [await lastOf(first)] : singly(some, nowMs);
    const written = [];
    for (const one of some) written.push(await write(one, nowMs));
    await budgets.settle(budgetId, code, written.filter(({ isNew }) => isNew).length);
    return written.map(({ reason }) => reason);
  };

  /** Nothing is left to draw: the code is good only if it was issued before. */
  const lastOf = async ({ message, carried }: MessageWithCode): Promise<DeliveryReason | undefined> => {
    const { value } = await offers.loadCode(carried.code);
    return value?.messageHash === hash48(message.messageKey) ? undefined : 'offer_used_up';
  };
  const singly = async (
    some: readonly MessageWithCode[],
    nowMs: number,
  ): Promise<(DeliveryReason | undefined)[]> => {
    const reasons: (DeliveryReason | undefined)[] = [];
    for (const one of some) reasons.push(...(await issueSome([one], nowMs)));
    return reasons;
  };

  return {
    async issue(messages, nowMs) {
      const reasons = new Map<MessageWithCode, DeliveryReason | undefined>();
      for (const some of Map.groupBy(messages, ({ carried }) => carried.offer.id).values()) {
        const found = await issueSome(some, nowMs);
        some.forEach((one, index) => reasons.set(one, found[index]));
      }
      return messages.map((one) => reasons.get(one));
    },
    withdraw: async (code) => {
      await untilDone(async () => {
        const { value, version } = await offers.loadCode(code);
        if (value !== undefined && !value.isWithdrawn)
          await offers.saveCode(code, version, { ...value, isWithdrawn: true });
        return true;
      });
    },
  };
}

const isWithin = ({ validity }: Offer, atMs: number): boolean =>
  atMs >= validity.fromMs && atMs < validity.toMs;
