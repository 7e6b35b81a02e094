import { DomainError } from '#core/kernel/errors.ts';
import { CLAIM_STATES, type Claim } from '#core/profiles/claim.ts';
import { CONSENT_CHANNELS, CONSENT_PURPOSES, NOTICE_GIVEN } from '#core/profiles/consent.ts';
import {
  aliasLedger,
  type HeldConsent,
  type Ledger,
  type LedgerStep,
  ledgerOf,
  type Person,
} from '#core/profiles/ledger.ts';

/** By position: only ever added to. */
const PURPOSES = [...CONSENT_PURPOSES, NOTICE_GIVEN] as const;

/**
 * A statement: purpose, channel, 1 if granted, time, basis, text version; then, unless all hold it and the first
 * member made it, its holders by position (0 = all) and who made it, by position or, after an unmerge, by name.
 */
type CompactConsent = readonly [
  purpose: number,
  channel: number,
  granted: 0 | 1,
  atMs: number,
  basis: string,
  textVersion: string,
  holders?: readonly number[] | 0,
  saidBy?: number | string,
];

/**
 * A claim: campaign, occurrence, channel, time, expiry, state, reason, run, charge; then, unless all hold it and it
 * was made for the first member, its holders by position (0 = all) and its person, by position or by name.
 */
type CompactClaim = readonly [
  campaignId: string,
  occurrence: string,
  channel: number,
  atMs: number,
  lastsMs: number,
  state: number,
  reason: string,
  runId: string,
  chargedMicros: number,
  holders?: readonly number[] | 0,
  madeFor?: number | string,
];

interface CompactPerson {
  readonly m: readonly string[];
  /** Merge id, positions of the two keys, time. */
  readonly l?: readonly (readonly [string, number, number, number])[];
  readonly c?: readonly CompactConsent[];
  readonly k?: readonly CompactClaim[];
}

type CompactStep =
  | Exclude<LedgerStep, { kind: 'leaving' }>
  | { kind: 'leaving'; mergeId: string; part: CompactPerson };

interface CompactLedger extends CompactPerson {
  readonly a?: string;
  readonly s?: CompactStep;
}

/**
 * A ledger as JSON text: about 20 bytes, 42 per statement and 80 per claim. Positions in purposes, channels and
 * states are part of the format: new ones go to the end of those lists.
 */
export function encodeLedger(ledger: Ledger): string {
  const { aliasOf, step } = ledger;
  if (aliasOf !== undefined) return JSON.stringify({ m: [], a: aliasOf } satisfies CompactLedger);
  const compact: CompactLedger = { ...compactPerson(ledger), ...(step && { s: compactStep(step) }) };
  return JSON.stringify(compact);
}

/** The ledger of this item again. @throws DomainError if the text is none of ours. */
export function decodeLedger(personId: string, text: string): Ledger {
  const compact = JSON.parse(text) as CompactLedger;
  if (!Array.isArray(compact.m)) throw new DomainError('a stored ledger cannot be read');
  if (compact.a !== undefined) return aliasLedger(personId, compact.a);
  return { ...ledgerOf(personOf(personId, compact)), step: compact.s && stepOf(compact.s) };
}

function compactPerson({ members, links, consents, claims }: Person): CompactPerson {
  const position = new Map(members.map((key, index) => [key, index]));
  const at = (key: string): number => {
    const found = position.get(key);
    if (found === undefined) throw new DomainError('a ledger names a key that is not of its person');
    return found;
  };
  return {
    m: members,
    ...(links.length > 0 && {
      l: links.map(({ mergeId, keys, atMs }) => [mergeId, at(keys[0]), at(keys[1]), atMs] as const),
    }),
    ...(consents.length > 0 && { c: consents.map((consent) => compactConsent(consent, members, at)) }),
    ...(claims.length > 0 && { k: claims.map((claim) => compactClaim(claim, members, at)) }),
  };
}

function compactClaim(claim: Claim, members: readonly string[], at: (key: string) => number): CompactClaim {
  const { campaignId, occurrence, personId, channel, atMs, expiresAtMs, heldBy } = claim;
  const head = [
    campaignId,
    occurrence,
    CONSENT_CHANNELS.findIndex((known) => known === channel),
    atMs,
    expiresAtMs - atMs,
    CLAIM_STATES.indexOf(claim.state),
    claim.reason,
    claim.runId,
    claim.chargedMicros,
  ] as const;
  const isHeldByAll = heldBy.length === members.length;
  if (isHeldByAll && personId === members[0]) return head;
  return [...head, isHeldByAll ? 0 : heldBy.map(at), members.includes(personId) ? at(personId) : personId];
}

function claimOf(compact: CompactClaim, members: readonly string[], key: (at: number) => string): Claim {
  const [campaignId, occurrence, channel, atMs, lastsMs, state, reason, ...rest] = compact;
  const [runId, chargedMicros, holders = 0, madeFor = 0] = rest;
  return {
    campaignId,
    occurrence,
    personId: typeof madeFor === 'string' ? madeFor : key(madeFor),
    channel: known(CONSENT_CHANNELS[channel]),
    atMs,
    expiresAtMs: atMs + lastsMs,
    state: known(CLAIM_STATES[state]),
    reason,
    runId,
    chargedMicros,
    heldBy: holders === 0 ? members : holders.map(key),
  };
}

function compactConsent(
  consent: HeldConsent,
  members: readonly string[],
  at: (key: string) => number,
): CompactConsent {
  const { purpose, channel, granted, atMs, basis, textVersion, heldBy, saidBy } = consent;
  const channelAt = CONSENT_CHANNELS.findIndex((known) => known === channel);
  const head = [PURPOSES.indexOf(purpose), channelAt, granted ? 1 : 0, atMs, basis, textVersion] as const;
  const isHeldByAll = heldBy.length === members.length;
  if (isHeldByAll && saidBy === members[0]) return head;
  return [...head, isHeldByAll ? 0 : heldBy.map(at), members.includes(saidBy) ? at(saidBy) : saidBy];
}

function personOf(personId: string, { m, l = [], c = [], k = [] }: CompactPerson): Person {
  const key = (position: number): string => {
    const found = m[position];
    if (found === undefined) throw new DomainError('a stored ledger names a key that it does not have');
    return found;
  };
  return {
    personId,
    members: m,
    links: l.map(([mergeId, a, b, atMs]) => ({ mergeId, keys: [key(a), key(b)], atMs })),
    consents: c.map(([purpose, channel, granted, atMs, basis, textVersion, holders = 0, saidBy = 0]) => ({
      purpose: known(PURPOSES[purpose]),
      channel: known(CONSENT_CHANNELS[channel]),
      granted: granted === 1,
      atMs,
      basis,
      textVersion,
      saidBy: typeof saidBy === 'string' ? saidBy : key(saidBy),
      heldBy: holders === 0 ? m : holders.map(key),
    })),
    claims: k.map((claim) => claimOf(claim, m, key)),
  };
}

function known<Name>(name: Name | undefined): Name {
  if (name === undefined)
    throw new DomainError('a stored ledger names a purpose, channel or state of a newer version');
  return name;
}

function compactStep(step: LedgerStep): CompactStep {
  return step.kind === 'leaving' ? { ...step, part: compactPerson(step.part) } : step;
}

function stepOf(step: CompactStep): LedgerStep {
  if (step.kind !== 'leaving') return step;
  const [personId = ''] = step.part.m;
  return { ...step, part: personOf(personId, step.part) };
}
