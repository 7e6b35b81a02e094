import type { Versioned } from '#app/ports/versioned.ts';
import { decideClaim } from '#core/delivery/decide-claim.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { AppError, ConflictError, UnavailableError } from '#core/kernel/errors.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import type { Ledger } from '#core/profiles/ledger.ts';
import type { AccountFor } from './account-for.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import type { KeepClaims } from './keep-claims.ts';
import type { Purse } from './purse.ts';
import type { Candidate } from './screen-messages.ts';

const AT_ONCE = 16;
const ATTEMPTS = 8;

/** Claims what may be claimed; the others are accounted for or come again. */
export type ClaimCandidates = (candidates: readonly Candidate[]) => Promise<{
  readonly claimed: readonly Candidate[];
  readonly pending: readonly PlannedMessage[];
}>;

/** Claims in the ledgers, each claim charged to the run's purse before it is written. */
export function createClaimCandidates(
  ports: DeliveryPorts,
  run: {
    readonly runId: string;
    readonly claims: KeepClaims;
    readonly account: AccountFor;
    readonly purseOf: (budgetId: string) => Purse;
  },
): ClaimCandidates {
  const { clock, conditions } = ports;
  const { runId, claims, account, purseOf } = run;

  type Outcome = 'claimed' | 'done' | 'pending';

  const settleVerdict = async (
    { message, question }: Candidate,
    found: Versioned<Ledger>,
  ): Promise<Outcome> => {
    const asked = { ...question, nowMs: clock.nowMs(), runId, chargedMicros: message.worstCaseMicros };
    const verdict = decideClaim(found.value, asked, conditions);
    switch (verdict.kind) {
      case 'free':
        await claims.save(found, verdict.next);
        return 'claimed';
      case 'ours':
        return 'claimed';
      case 'taken':
        return (await account.taken(message, verdict.claim)) ? 'done' : 'pending';
      case 'barred':
        if (verdict.nextAllowedAtMs !== undefined) return 'pending';
        return (await account.suppressed(message, verdict.reason)) ? 'done' : 'pending';
    }
  };

  /** A write that was lost or not answered is looked at afresh: what was written after all is `ours`. */
  const claim = async (candidate: Candidate): Promise<Outcome> => {
    let found = candidate.ledger;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await settleVerdict(candidate, found);
      } catch (error) {
        const isLost = error instanceof ConflictError || error instanceof UnavailableError;
        if (!isLost || attempt === ATTEMPTS) throw error;
      }
      const { personId } = candidate.message;
      found = (await claims.ledgersOf([personId])).get(personId) ?? found;
    }
  };

  const chargeAndClaim = async (candidate: Candidate): Promise<Outcome> => {
    const { worstCaseMicros } = candidate.message;
    const purse = purseOf(candidate.campaign.budgetId);
    if (!(await purse.charge(worstCaseMicros))) {
      return (await account.suppressed(candidate.message, 'budget_exhausted')) ? 'done' : 'pending';
    }
    // Where a claim may have been written after all, its charge stays: never overspent.
    const outcome = await claim(candidate);
    if (outcome !== 'claimed') purse.refund(worstCaseMicros);
    return outcome;
  };

  /** One person's store that does not answer must not leave the claims of the others unsent. */
  const claimSafely = async (candidate: Candidate): Promise<Outcome> => {
    try {
      return await chargeAndClaim(candidate);
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
      return 'pending';
    }
  };

  return async (candidates) => {
    await prepareTogether(candidates, purseOf);
    const outcomes = await mapConcurrently(candidates, AT_ONCE, claimSafely);
    const only = (wanted: Outcome) => candidates.filter((_candidate, index) => outcomes[index] === wanted);
    return { claimed: only('claimed'), pending: only('pending').map(({ message }) => message) };
  };
}

/** One draw for all of them saves as many writes; where the budget has not that much, each asks for itself. */
async function prepareTogether(
  candidates: readonly Candidate[],
  purseOf: (budgetId: string) => Purse,
): Promise<void> {
  for (const [budgetId, own] of Map.groupBy(candidates, ({ campaign }) => campaign.budgetId)) {
    await purseOf(budgetId).prepare(own.reduce((sum, { message }) => sum + message.worstCaseMicros, 0));
  }
}
