import type { Claim } from './claim.ts';
import { byDecision, type Consent, type ConsentPurpose, compareText } from './consent.ts';
import { sortedUnion } from './sorted-union.ts';

export type { Consent, ConsentPurpose } from './consent.ts';

/**
 * Statements kept per customer key, purpose and channel: the newest eight. The lake keeps them all; a question about
 * a time before the eight is answered "not granted".
 */
export const STATEMENTS_KEPT = 8;

/** A statement, who made it, and the linked customer keys that it counts for: all that were linked when it came in. */
export interface HeldConsent extends Consent {
  /** The customer key that made it: equal statements of two keys are two. */
  readonly saidBy: string;
  /** Sorted; never empty. */
  readonly heldBy: readonly string[];
}

/** Why two customer keys are one person: a fact that can be taken back by its id. */
export interface Link {
  readonly mergeId: string;
  /** The two customer keys, the smaller first. */
  readonly keys: readonly [string, string];
  /** When the ledgers were merged, UTC epoch ms. */
  readonly atMs: number;
}

/** What a person is made of: the part of a ledger that merging joins and unmerging parts. */
export interface Person {
  /** The smallest customer key of `members`. */
  readonly personId: string;
  /** Customer keys, sorted; connected by `links`. */
  readonly members: readonly string[];
  /** By merge id. */
  readonly links: readonly Link[];
  /** In order of decision, newest first. */
  readonly consents: readonly HeldConsent[];
  /** By campaign, occurrence and person. */
  readonly claims: readonly Claim[];
}

/**
 * How far a merge or an unmerge has come. Whoever finds one finishes it first: it says everything needed for that.
 *
 * - `sealed`: about to be absorbed elsewhere; nothing else may be written here.
 * - `absorbed`: this ledger took in `from`, whose keys do not point here yet.
 * - `refused`: this ledger decided not to take in `from`, which is still sealed.
 * - `leaving`: `part` was taken out of this ledger and does not stand on its own yet.
 */
export type LedgerStep =
  | { readonly kind: 'sealed'; readonly mergeId: string }
  | {
      readonly kind: 'absorbed';
      readonly mergeId: string;
      readonly from: string;
      readonly keys: readonly string[];
    }
  | { readonly kind: 'refused'; readonly mergeId: string; readonly from: string; readonly reason: string }
  | { readonly kind: 'leaving'; readonly mergeId: string; readonly part: Person };

/**
 * The one item per person that decides a send. The item of a customer key that was merged into another person is
 * an alias: it has no members and points to the person that speaks for it.
 */
export interface Ledger extends Person {
  /** The person that holds this key's statements, else undefined. */
  readonly aliasOf: string | undefined;
  readonly step: LedgerStep | undefined;
}

/** The ledger of a customer key of which nothing was said yet. */
export function emptyLedger(customerKey: string): Ledger {
  return ledgerOf({ personId: customerKey, members: [customerKey], links: [], consents: [], claims: [] });
}

/** A settled ledger that holds this person. */
export function ledgerOf(person: Person): Ledger {
  const { personId, members, links, consents, claims } = person;
  return { personId, members, links, consents, claims, aliasOf: undefined, step: undefined };
}

/** The ledger of a customer key whose statements another person holds. */
export function aliasLedger(customerKey: string, personId: string): Ledger {
  const nobody = { members: [], links: [], consents: [], claims: [] };
  return { personId: customerKey, ...nobody, aliasOf: personId, step: undefined };
}

/** A statement and the customer key that made it. */
export interface SpokenConsent {
  readonly speaker: string;
  readonly consent: Consent;
}

/**
 * A ledger that has heard these statements: a set union, so that order and repetition change nothing. A statement
 * made before a merge counts for its speaker alone; one made while merged counts for every key of the person.
 * @returns the same object if there was nothing new.
 */
export function hearConsents(ledger: Ledger, spoken: readonly SpokenConsent[]): Ledger {
  const heard = spoken
    .filter(({ speaker, consent }) => !isHeld(ledger, speaker, consent))
    .map(({ speaker, consent }) => ({
      ...consent,
      saidBy: speaker,
      heldBy: listeners(ledger, speaker, consent.atMs),
    }));
  const consents = uniteConsents([...ledger.consents, ...heard]);
  return sameConsents(consents, ledger.consents) ? ledger : { ...ledger, consents };
}

/** The union of statements: each once, held by all who held it, the newest eight per key, purpose and channel. */
export function uniteConsents(statements: readonly HeldConsent[]): readonly HeldConsent[] {
  const sorted = statements.toSorted(byStatement);
  const united: HeldConsent[] = [];
  for (const statement of sorted) {
    const last = united.at(-1);
    if (last === undefined || byStatement(last, statement) !== 0) united.push(statement);
    else united[united.length - 1] = { ...last, heldBy: sortedUnion(last.heldBy, statement.heldBy) };
  }
  return keepNewest(united);
}

/** Order of decision; statements are the same one only if the same key made them. */
function byStatement(a: HeldConsent, b: HeldConsent): number {
  return byDecision(a, b) || compareText(a.saidBy, b.saidBy);
}

function keepNewest(sorted: readonly HeldConsent[]): readonly HeldConsent[] {
  const counts = new Map<string, number>();
  const isKept = (statement: Consent, key: string): boolean => {
    const slot = `${statement.purpose}|${statement.channel}|${key}`;
    const count = (counts.get(slot) ?? 0) + 1;
    counts.set(slot, count);
    return count <= STATEMENTS_KEPT;
  };
  const kept: HeldConsent[] = [];
  for (const statement of sorted) {
    const heldBy = statement.heldBy.filter((key) => isKept(statement, key));
    if (heldBy.length > 0)
      kept.push(heldBy.length === statement.heldBy.length ? statement : { ...statement, heldBy });
  }
  return kept;
}

/** Heard before, maybe before a merge: hearing it again must not make it count for more keys. */
function isHeld(person: Person, speaker: string, consent: Consent): boolean {
  return person.consents.some((held) => byDecision(held, consent) === 0 && held.saidBy === speaker);
}

/** The keys linked to the speaker by links that were there when it spoke. */
function listeners(person: Person, speaker: string, atMs: number): readonly string[] {
  return reachable(
    speaker,
    person.links.filter((link) => link.atMs <= atMs),
  );
}

/** The keys that links join to this one, itself included, sorted. */
export function reachable(key: string, links: readonly Link[]): readonly string[] {
  const reached = new Set([key]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { keys } of links.filter((link) => link.keys.some((end) => reached.has(end)))) {
      reached.add(keys[0]).add(keys[1]);
    }
  }
  return [...reached].sort(compareText);
}

function sameConsents(a: readonly HeldConsent[], b: readonly HeldConsent[]): boolean {
  return (
    a.length === b.length &&
    a.every((statement, index) => {
      const other = b[index];
      return (
        other !== undefined &&
        byStatement(statement, other) === 0 &&
        statement.heldBy.length === other.heldBy.length &&
        statement.heldBy.every((key, position) => key === other.heldBy[position])
      );
    })
  );
}

/** One question to a ledger: may this purpose use this channel at this instant? */
export interface ConsentQuestion {
  readonly purpose: ConsentPurpose;
  /** One of `CONSENT_CHANNELS`; `all` for purposes without one. */
  readonly channel: string;
  /** UTC epoch ms. */
  readonly atMs: number;
}

/**
 * Is consent in force? Per linked key, the newest statement at or before the instant decides; at equal times a
 * refusal wins; a statement about `all` channels counts for each. Among linked keys the most restrictive answer
 * holds: a refusal in force of any key refuses, and a grant counts only if every key that has said something of
 * its own grants. A key that never spoke, or of which another key holds every statement, has no voice of its own.
 *
 * The ledger must be a person's, not an alias: follow `aliasOf` first.
 */
export function isGranted(person: Person, question: ConsentQuestion): boolean {
  const past = person.consents.filter(({ atMs }) => atMs <= question.atMs);
  let isSomeGrant = false;
  for (const key of person.members) {
    const answer = answerOf(past, key, question);
    if (answer === 'refused' || (answer === 'silent' && hasVoice(past, key))) return false;
    isSomeGrant ||= answer === 'granted';
  }
  return isSomeGrant;
}

type Answer = 'granted' | 'refused' | 'silent';

function answerOf(past: readonly HeldConsent[], key: string, question: ConsentQuestion): Answer {
  const newest = past.find(
    ({ purpose, channel, heldBy }) =>
      purpose === question.purpose &&
      (channel === question.channel || channel === 'all') &&
      heldBy.includes(key),
  );
  if (newest === undefined) return 'silent';
  return newest.granted ? 'granted' : 'refused';
}

/** Does this key hold something that no other single key holds too, together with all else that it holds? */
function hasVoice(past: readonly HeldConsent[], key: string): boolean {
  const own = past.filter(({ heldBy }) => heldBy.includes(key)).map(({ heldBy }) => heldBy);
  const [first, ...rest] = own;
  if (first === undefined) return false;
  const companions = first.filter((other) => other !== key && rest.every((by) => by.includes(other)));
  // Of keys that hold the same, the smallest speaks.
  return !companions.some((other) => holdsMore(past, other, own.length) || other < key);
}

function holdsMore(past: readonly HeldConsent[], key: string, count: number): boolean {
  return past.filter(({ heldBy }) => heldBy.includes(key)).length > count;
}
