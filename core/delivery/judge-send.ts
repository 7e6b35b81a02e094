import { isTimeZone } from '#core/kernel/time.ts';
import { isConfirmed } from '#core/plan/law/confirm-consent.ts';
import { type Channel, type LawPack, lawPacks } from '#core/plan/law/law-pack.ts';
import { maySend } from '#core/plan/law/may-send.ts';
import { isQuiet } from '#core/plan/law/quiet-hours.ts';
import { type Claim, type ClaimKey, countsAsSent, isClaimOf, LONGEST_CAP_MS } from '#core/profiles/claim.ts';
import { type ConsentPurpose, isGranted, type Ledger } from '#core/profiles/ledger.ts';
import type { SendRules } from './send-rules.ts';

/** Why a message may not leave; the first that applies, in this order. */
export const SEND_BARS = [
  'expired',
  'no_law_pack',
  'unknown_zone',
  'already_claimed',
  'no_consent',
  'consent_unconfirmed',
  'quiet_hours',
  'frequency_cap',
] as const;

/** Why a message may not leave. */
export type SendBar = (typeof SEND_BARS)[number];

/** One question: may this message leave now? Instants are UTC epoch ms. */
export interface SendQuestion {
  readonly key: ClaimKey;
  readonly channel: Channel;
  readonly expiresAtMs: number;
  readonly rules: SendRules;
  /** Where the person lives, as far as known; an IANA name. */
  readonly zone: string | undefined;
  readonly nowMs: number;
}

/** Does this stand in the way? `others` are the ledger's claims without the one in question. */
type IsBarred = (question: SendQuestion, ledger: Ledger, others: readonly Claim[]) => boolean;

/** The conditions of a send, as data: a test takes one out and must see what it was good for. */
export type SendConditions = Readonly<Record<SendBar, IsBarred>>;

/** Every condition in force. */
export const sendConditions: SendConditions = {
  expired: ({ expiresAtMs, nowMs }) => nowMs >= expiresAtMs,
  no_law_pack: ({ rules }) =>
    lawPacks[rules.jurisdiction] === undefined || rules.cap.periodMs > LONGEST_CAP_MS,
  unknown_zone: (question) => zoneOf(question) === undefined,
  // Of two persons that became one, both may have been planned for the same campaign.
  already_claimed: ({ key }, _ledger, others) =>
    others.some(
      (claim) =>
        claim.campaignId === key.campaignId && claim.occurrence === key.occurrence && countsAsSent(claim),
    ),
  no_consent: (question, ledger) => !isGrantedNow(question, ledger, 'marketing'),
  consent_unconfirmed: ({ rules, channel, nowMs }, ledger) => {
    const notices = lawPacks[rules.jurisdiction]?.notices;
    return notices !== undefined && !isConfirmed(ledger, notices, { channel, atMs: nowMs });
  },
  quiet_hours: (question, ledger) => {
    const quietHours = lawPacks[question.rules.jurisdiction]?.quietHours;
    if (quietHours === undefined || quietHours.exemptChannels.includes(question.channel)) return false;
    if (isGrantedNow(question, ledger, quietHours.liftedBy)) return false;
    return isQuiet(quietHours, zoneOf(question) ?? '', question.nowMs);
  },
  frequency_cap: ({ rules: { cap }, nowMs }, _ledger, others) =>
    others.filter((claim) => countsAsSent(claim) && claim.atMs > nowMs - cap.periodMs).length >= cap.count,
};

/** What stands in the way of this message at this instant, as this person's ledger reads; undefined if nothing does. */
export function barOf(
  question: SendQuestion,
  ledger: Ledger,
  conditions: SendConditions = sendConditions,
): SendBar | undefined {
  const others = ledger.claims.filter((claim) => !isClaimOf(claim, question.key));
  return SEND_BARS.find((bar) => conditions[bar](question, ledger, others));
}

/** The first whole second from now on at which quiet hours and cap would let it leave, if nothing else happens. */
export function nextAllowedAtMs(question: SendQuestion, ledger: Ledger): number | undefined {
  const law: LawPack | undefined = lawPacks[question.rules.jurisdiction];
  const zone = zoneOf(question);
  if (law === undefined || zone === undefined) return undefined;
  const { channel, nowMs, rules } = question;
  const consents = (['marketing', law.quietHours.liftedBy] as const).map((purpose) => ({
    purpose,
    channel,
    granted: isGrantedNow(question, ledger, purpose),
    atMs: nowMs,
  }));
  const sentAtMs = ledger.claims.filter(countsAsSent).map(({ atMs }) => atMs);
  const verdict = maySend({ law, channel, zone, atMs: nowMs, consents, sentAtMs, cap: rules.cap });
  return verdict.nextAllowedAtMs ?? undefined;
}

/** The person's zone, else the one that the operator named for people without. */
function zoneOf({ zone, rules }: SendQuestion): string | undefined {
  const known = zone !== undefined && isTimeZone(zone) ? zone : rules.fallbackZone;
  return known !== undefined && isTimeZone(known) ? known : undefined;
}

function isGrantedNow({ channel, nowMs }: SendQuestion, ledger: Ledger, purpose: ConsentPurpose): boolean {
  return isGranted(ledger, { purpose, channel, atMs: nowMs });
}
