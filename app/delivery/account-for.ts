import type { Clock } from '#app/ports/clock.ts';
import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import { CLAIM_LEASE_MS } from '#core/delivery/decide-claim.ts';
import type { DeliveryReason } from '#core/delivery/reasons.ts';
import { statusOfReason } from '#core/delivery/reasons.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import type { Claim } from '#core/profiles/claim.ts';
import type { KeepClaims } from './keep-claims.ts';

/** What is known of a call beside the claim. */
interface Known {
  readonly sendInstantMs?: number | undefined;
  readonly providerId?: string;
}

/** Writes receipts: one account of each planned message. */
export interface AccountFor {
  /**
   * It is not sent. Who suppresses looks for a claim after writing the receipt, and who claims looks for a receipt
   * before the call: of two at once, one sees the other. False if somebody has claimed it: then that stands.
   */
  suppressed(message: PlannedMessage, reason: DeliveryReason): Promise<boolean>;
  /** What its claim says became of it. */
  settled(message: PlannedMessage, claim: Claim, known?: Known): Promise<void>;
  /** Somebody has it already; false while that may still be going on. */
  taken(message: PlannedMessage, claim: Claim): Promise<boolean>;
}

/** Accounts over these stores. */
export function createAccountFor(ports: {
  readonly receipts: ReceiptStore;
  readonly claims: KeepClaims;
  readonly clock: Clock;
}): AccountFor {
  const { receipts, claims, clock } = ports;

  const put = async (message: PlannedMessage, claim: Claim, known: Known): Promise<void> => {
    const { state, reason } = claim;
    const mayCost = state === 'accepted' || state === 'unknown';
    await receipts.put({
      message,
      status: state === 'rejected' ? statusOfReason(reason) : state === 'accepted' ? 'accepted' : 'unknown',
      reason: state === 'accepted' ? '' : reason,
      atMs: clock.nowMs(),
      sendInstantMs: known.sendInstantMs,
      costMicros: mayCost ? claim.chargedMicros : 0,
      providerId: known.providerId ?? '',
    });
  };

  const settled: AccountFor['settled'] = async (message, claim, known = {}) => {
    await put(message, claim, known);
    if (claim.state !== 'unknown') return;
    // A delivery event may have settled the claim before there was a receipt that it could correct.
    const now = await claims.find(message);
    if (now !== undefined && now.state !== claim.state) await put(message, now, known);
  };

  return {
    settled,
    async suppressed(message, reason) {
      await receipts.put({
        message,
        status: statusOfReason(reason),
        reason,
        atMs: clock.nowMs(),
        sendInstantMs: undefined,
        costMicros: 0,
        providerId: '',
      });
      return (await claims.find(message)) === undefined;
    },
    async taken(message, claim) {
      const isUnderWay = claim.state === 'claimed' && clock.nowMs() < claim.atMs + CLAIM_LEASE_MS;
      if (isUnderWay) return false;
      const known =
        claim.state === 'claimed'
          ? await claims.settle(message, {
              state: 'unknown',
              reason: 'interrupted',
              atMs: claim.atMs + CLAIM_LEASE_MS,
            })
          : claim;
      // Taken back meanwhile by the worker that had it: free again.
      if (known === undefined) return false;
      await settled(message, known);
      return true;
    },
  };
}
