import { CLAIMS_KEPT, type Claim, isClaimOf, livingClaims, uniteClaims } from '#core/profiles/claim.ts';
import type { Ledger } from '#core/profiles/ledger.ts';
import {
  barOf,
  nextAllowedAtMs,
  type SendBar,
  type SendConditions,
  type SendQuestion,
  sendConditions,
} from './judge-send.ts';

/** Why a message was not claimed. */
export type ClaimRefusal = SendBar | 'ledger_full';

/** What a ledger says to a claim. */
export type ClaimVerdict =
  /** May be claimed: by writing `next` over the ledger as it was read. */
  | { readonly kind: 'free'; readonly next: Ledger; readonly claim: Claim }
  /** This very run has it already: an answer was lost after the write. */
  | { readonly kind: 'ours'; readonly claim: Claim }
  /** Somebody has it already: whatever became of it, it is not sent again. */
  | { readonly kind: 'taken'; readonly claim: Claim }
  /** It may not leave now; `nextAllowedAtMs` is when it might, if it might. */
  | { readonly kind: 'barred'; readonly reason: ClaimRefusal; readonly nextAllowedAtMs: number | undefined };

/** Decides on one claim. The ledger must be the settled one that speaks for the person. */
export function decideClaim(
  ledger: Ledger,
  question: SendQuestion & { readonly runId: string; readonly chargedMicros: number },
  conditions: SendConditions = sendConditions,
): ClaimVerdict {
  const { key, runId, chargedMicros, channel, expiresAtMs, nowMs } = question;
  const mine = ledger.claims.find((claim) => isClaimOf(claim, key));
  if (mine !== undefined) {
    const isOurs = mine.runId === runId && mine.state === 'claimed';
    return { kind: isOurs ? 'ours' : 'taken', claim: mine };
  }
  const bar = barOf(question, ledger, conditions);
  if (bar !== undefined) {
    const canWait = bar === 'quiet_hours';
    return {
      kind: 'barred',
      reason: bar,
      nextAllowedAtMs: canWait ? nextAllowedAtMs(question, ledger) : undefined,
    };
  }
  const living = livingClaims(ledger.claims, nowMs);
  if (living.length >= CLAIMS_KEPT)
    return { kind: 'barred', reason: 'ledger_full', nextAllowedAtMs: undefined };
  const claim: Claim = {
    ...key,
    channel,
    atMs: nowMs,
    expiresAtMs,
    state: 'claimed',
    reason: '',
    runId,
    chargedMicros,
    heldBy: ledger.members,
  };
  return { kind: 'free', claim, next: { ...ledger, claims: uniteClaims([...living, claim]) } };
}

/** The last consistent read of a ledger may be that old when the provider is called. */
export const READ_BELIEVED_MS = 2000;

/**
 * A claim that nobody settled for so long was left by a worker that died: a function lives for five minutes. Its own
 * worker does not send on it any more, and anybody may say that it is unknown.
 */
export const CLAIM_LEASE_MS = 15 * 60_000;

/** Why a claimed message does not leave: `lost` if the claim is no longer this run's, `stale` if it is too old. */
export type LastBar = SendBar | 'lost' | 'stale';

/**
 * The last look, at the ledger as it reads just before the provider is called: what stands in the way now or until
 * the call must have begun.
 */
export function lastLook(
  ledger: Ledger,
  question: SendQuestion & { readonly runId: string },
  conditions: SendConditions = sendConditions,
): LastBar | undefined {
  const mine = ledger.claims.find((claim) => isClaimOf(claim, question.key));
  if (mine?.runId !== question.runId || mine.state !== 'claimed') return 'lost';
  const latestMs = question.nowMs + READ_BELIEVED_MS;
  if (latestMs >= mine.atMs + CLAIM_LEASE_MS) return 'stale';
  return barOf(question, ledger, conditions) ?? barOf({ ...question, nowMs: latestMs }, ledger, conditions);
}
