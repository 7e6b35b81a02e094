import { CLAIMS_MERGED, uniteClaims } from '../claim.ts';
import { compareText } from '../consent.ts';
import {
  aliasLedger,
  type Ledger,
  type Link,
  ledgerOf,
  type Person,
  reachable,
  uniteConsents,
} from '../ledger.ts';
import { sortedUnion } from '../sorted-union.ts';

/** Customer keys of one person: more is a till, a kiosk or a bot, and more than one stored item should hold. */
export const MEMBERS_KEPT = 32;

/** Links of one person: `MEMBERS_KEPT - 1` join them all, the rest is second evidence. */
const LINKS_KEPT = 64;

/** Statements of two persons together beyond which they are not merged, so that the item stays below 400 KB. */
export const CONSENTS_MERGED = 600;

/** Why two ledgers cannot be one. */
export type MergeRefusal = 'too_many_keys' | 'too_many_links' | 'too_many_consents' | 'too_many_claims';

/** The ledger, closed for every other write until this merge has gone one way or the other. */
export function seal(ledger: Ledger, mergeId: string): Ledger {
  return { ...ledger, step: { kind: 'sealed', mergeId } };
}

/** Takes the person `from` into this ledger, or decides not to; either way the next step is written in the result. */
export function absorb(into: Ledger, from: Ledger, link: Link): Ledger {
  const { mergeId } = link;
  const refusal = refusalOf(into, from);
  if (refusal !== undefined) return refuse(into, from.personId, { mergeId, reason: refusal });
  return {
    ...into,
    members: sortedUnion(into.members, from.members),
    links: sortedLinks([...into.links, ...from.links, link]),
    consents: uniteConsents([...into.consents, ...from.consents]),
    claims: uniteClaims([...into.claims, ...from.claims]),
    step: { kind: 'absorbed', mergeId, from: from.personId, keys: from.members },
  };
}

/** Decides that `from`, which is sealed, stays on its own. */
export function refuse(
  into: Ledger,
  from: string,
  why: { readonly mergeId: string; readonly reason: string },
): Ledger {
  return { ...into, step: { kind: 'refused', from, ...why } };
}

/** A second reason why two keys of one person belong together; undefined if there are too many already. */
export function addLink(ledger: Ledger, link: Link): Ledger | undefined {
  if (ledger.links.some(({ mergeId }) => mergeId === link.mergeId)) return ledger;
  if (ledger.links.length >= LINKS_KEPT) return undefined;
  return { ...ledger, links: sortedLinks([...ledger.links, link]) };
}

/**
 * Takes a link back. If nothing else joins its two sides, the side without the person's smallest key leaves: each
 * side keeps what it had before and what was said for it while they were one.
 * @returns the same object if the ledger has no such link.
 */
export function removeLink(ledger: Ledger, mergeId: string): Ledger {
  const links = ledger.links.filter((link) => link.mergeId !== mergeId);
  if (links.length === ledger.links.length) return ledger;
  const staying = reachable(ledger.personId, links);
  const leaving = ledger.members.filter((key) => !staying.includes(key));
  if (leaving.length === 0) return { ...ledger, links };
  const part = partOf(ledger, leaving, links);
  return { ...ledgerOf(partOf(ledger, staying, links)), step: { kind: 'leaving', mergeId, part } };
}

/** One item that a step still has to write: what it becomes, given what it is. */
export interface StepWrite {
  readonly key: string;
  readonly next: (stored: Ledger) => Ledger;
}

/** The items that a step has to write before it is done, in the order in which they must be written. */
export function stepWrites({ step, personId }: Ledger): readonly StepWrite[] {
  switch (step?.kind) {
    case 'absorbed':
      return last(step.from, step.keys).map((key) => ({ key, next: () => aliasLedger(key, personId) }));
    case 'refused':
      return [{ key: step.from, next: settled }];
    case 'leaving': {
      const { part } = step;
      return last(part.personId, part.members).map((key) => ({
        key,
        next: () => (key === part.personId ? ledgerOf(part) : aliasLedger(key, part.personId)),
      }));
    }
    default:
      return [];
  }
}

/** The ledger with its step behind it. */
export function settled(ledger: Ledger): Ledger {
  return { ...ledger, step: undefined };
}

function refusalOf(into: Person, from: Person): MergeRefusal | undefined {
  if (into.members.length + from.members.length > MEMBERS_KEPT) return 'too_many_keys';
  if (into.links.length + from.links.length >= LINKS_KEPT) return 'too_many_links';
  if (into.consents.length + from.consents.length > CONSENTS_MERGED) return 'too_many_consents';
  return into.claims.length + from.claims.length > CLAIMS_MERGED ? 'too_many_claims' : undefined;
}

function partOf(person: Person, keys: readonly string[], links: readonly Link[]): Person {
  const has = (key: string) => keys.includes(key);
  return {
    personId: keys[0] ?? person.personId,
    members: keys,
    links: links.filter((link) => link.keys.every(has)),
    consents: person.consents.flatMap((statement) => heldWithin(statement, has)),
    claims: person.claims.flatMap((claim) => heldWithin(claim, has)),
  };
}

/** What these keys keep of something held: a statement, or a claim. */
function heldWithin<Held extends { readonly heldBy: readonly string[] }>(
  held: Held,
  has: (key: string) => boolean,
): readonly Held[] {
  const heldBy = held.heldBy.filter(has);
  return heldBy.length === 0 ? [] : [{ ...held, heldBy }];
}

function sortedLinks(links: readonly Link[]): readonly Link[] {
  return links.toSorted((a, b) => compareText(a.mergeId, b.mergeId));
}

/** The person's own item comes last: until then the other keys find their way through it. */
function last(key: string, keys: readonly string[]): readonly string[] {
  return [...keys.filter((other) => other !== key), key];
}
