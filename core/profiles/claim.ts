import { DAY_MS } from '#core/kernel/time.ts';
import { compareText } from './consent.ts';
import { sortedUnion } from './sorted-union.ts';

/**
 * How far a claimed message has come; the later of two that are known wins.
 *
 * - `claimed`: may be on its way.
 * - `unknown`: a send API was or may have been asked, and did not say what it did.
 * - `rejected`: surely not sent; it does not count against the cap.
 * - `accepted`: the provider took it.
 */
export const CLAIM_STATES = ['claimed', 'unknown', 'rejected', 'accepted'] as const;

/** How far a claimed message has come. */
export type ClaimState = (typeof CLAIM_STATES)[number];

/** Claims of one ledger; a full one refuses. 64 are two a day for a month. */
export const CLAIMS_KEPT = 64;

/** Claims of two persons together beyond which they are not merged. */
export const CLAIMS_MERGED = 128;

/** The longest frequency cap: claims are kept that long, so that any cap can be judged by them. 31 days. */
export const LONGEST_CAP_MS = 31 * DAY_MS;

/** One message that a person was chosen for, and that nobody else may send. */
export interface Claim {
  readonly campaignId: string;
  readonly occurrence: string;
  /** The person as the plan knew it: the third part of the message key. */
  readonly personId: string;
  /** `push`, `email` or `sms`. */
  readonly channel: string;
  /** When it was claimed, UTC epoch ms: caps count by it. */
  readonly atMs: number;
  /** The message is never sent at or after this instant, UTC epoch ms. */
  readonly expiresAtMs: number;
  readonly state: ClaimState;
  /** Why it was rejected or is unknown, else empty. */
  readonly reason: string;
  /** The run that claimed it, and whose budget grant pays for it. */
  readonly runId: string;
  /** What the run's grant was charged, millionths of the billing currency's unit. */
  readonly chargedMicros: number;
  /** Customer keys for which it counts: all that were one person when it was claimed. Sorted, never empty. */
  readonly heldBy: readonly string[];
}

/** What names a claim: the parts of a message key. */
export type ClaimKey = Pick<Claim, 'campaignId' | 'occurrence' | 'personId'>;

/** How a claim ended; `atMs` where it is known better than when it was claimed. */
export interface ClaimOutcome {
  readonly state: ClaimState;
  readonly reason: string;
  readonly atMs?: number;
}

/** Does the claim count against the frequency cap? What may have been sent does. */
export function countsAsSent(claim: Claim): boolean {
  return claim.state !== 'rejected';
}

/** Is this the claim of that message? */
export function isClaimOf(claim: Claim, key: ClaimKey): boolean {
  return byClaim(claim, key) === 0;
}

/** The claims that still decide something: the others' window has ended and no cap counts them any more. */
export function livingClaims(claims: readonly Claim[], nowMs: number): readonly Claim[] {
  return claims.filter((claim) => {
    const countsUntilMs = countsAsSent(claim) ? claim.atMs + LONGEST_CAP_MS : claim.atMs;
    return nowMs < Math.max(claim.expiresAtMs, countsUntilMs);
  });
}

/** The union of claims: each once, held by all who held it, in the state that came last. */
export function uniteClaims(claims: readonly Claim[]): readonly Claim[] {
  const united: Claim[] = [];
  for (const claim of claims.toSorted((a, b) => byClaim(a, b) || rankOf(b) - rankOf(a))) {
    const last = united.at(-1);
    if (last === undefined || byClaim(last, claim) !== 0) united.push(claim);
    else united[united.length - 1] = { ...last, heldBy: sortedUnion(last.heldBy, claim.heldBy) };
  }
  return united;
}

/** The claims with one of them settled; the same array where nothing changes: a later state is never taken back. */
export function settleClaim(
  claims: readonly Claim[],
  key: ClaimKey,
  outcome: ClaimOutcome,
): readonly Claim[] {
  const found = claims.find((claim) => isClaimOf(claim, key));
  if (found === undefined || rankOf(outcome) <= rankOf(found)) return claims;
  return claims.map((claim) => (claim === found ? { ...claim, ...outcome } : claim));
}

function byClaim(a: ClaimKey, b: ClaimKey): number {
  return (
    compareText(a.campaignId, b.campaignId) ||
    compareText(a.occurrence, b.occurrence) ||
    compareText(a.personId, b.personId)
  );
}

function rankOf({ state }: Pick<Claim, 'state'>): number {
  return CLAIM_STATES.indexOf(state);
}
