import { type IdentifierClaims, type IdentifierKind, type KeyIdentifiers, kindOf } from './identifiers.ts';

/** How far one kind of identifier is believed. */
export interface LinkRule {
  /** Customer keys that may show one identifier; with more it belongs to a household, a shop or a till. */
  readonly keysPerIdentifier: number;
  /** Identifiers of this kind that one key may show; with more the key is a till or a shared account. */
  readonly identifiersPerKey: number;
  /** Weak evidence joins nobody whose e-mails or loyalty numbers differ. */
  readonly isWeak: boolean;
}

/**
 * The rules. A device counts its own anonymous id as one of its two keys: a second user makes it a shared device.
 * A phone is passed on in families; an e-mail and a card are shown by one person's several accounts. A user's
 * devices are not limited here: browsers forget who they were, and `MEMBERS_KEPT` bounds the person.
 */
export const LINK_RULES: Readonly<Record<IdentifierKind, LinkRule>> = {
  device: { keysPerIdentifier: 2, identifiersPerKey: 64, isWeak: true },
  alias: { keysPerIdentifier: 2, identifiersPerKey: 64, isWeak: false },
  email: { keysPerIdentifier: 4, identifiersPerKey: 4, isWeak: false },
  phone: { keysPerIdentifier: 3, identifiersPerKey: 4, isWeak: true },
  loyalty: { keysPerIdentifier: 4, identifiersPerKey: 3, isWeak: false },
};

/** Kinds of which too many on one key tell a shared account. */
const TELLING = ['email', 'phone', 'loyalty'] as const;

/** Why two customer keys that show the same identifier are not one person; each has its sentence in apart-sentence.ts. */
export type ApartReason =
  | 'shared_identifier'
  | 'shared_account'
  | 'conflicting_email'
  | 'conflicting_loyalty';

/** What the rules say about two customer keys that show one identifier. */
export interface LinkVerdict {
  readonly identifier: string;
  readonly keys: readonly [string, string];
  /** Undefined if they are one person. */
  readonly apart: ApartReason | undefined;
}

/** Identifiers with these added, in order, each once; of each kind at most one above its limit. */
export function addIdentifiers(known: readonly string[], shown: readonly string[]): readonly string[] {
  const counts = new Map<IdentifierKind, number>();
  for (const identifier of known) counts.set(kindOf(identifier), (counts.get(kindOf(identifier)) ?? 0) + 1);
  const added = new Set(known);
  for (const identifier of shown) {
    const kind = kindOf(identifier);
    const count = counts.get(kind) ?? 0;
    if (added.has(identifier) || count > LINK_RULES[kind].identifiersPerKey) continue;
    counts.set(kind, count + 1);
    added.add(identifier);
  }
  return added.size === known.length ? known : [...added];
}

/** Claims with these keys added, in order, each once; at most one above the limit, which is enough to know. */
export function addClaims(
  identifier: string,
  claims: IdentifierClaims,
  keys: readonly string[],
): IdentifierClaims {
  const limit = LINK_RULES[kindOf(identifier)].keysPerIdentifier + 1;
  const all = [...new Set([...claims.keys, ...keys])].slice(0, limit);
  return all.length === claims.keys.length ? claims : { ...claims, keys: all };
}

/**
 * What follows for each pair of keys that showed one identifier, given what else each of them showed. If two of them
 * contradict each other, weak evidence joins none of them: whose it is cannot be told, and a third must not join the
 * two. Facts only ever add up, so whoever judges last, having written before reading, judges on all of them.
 */
export function judgeLinks(
  identifier: string,
  claims: IdentifierClaims,
  shownBy: (customerKey: string) => KeyIdentifiers,
): readonly LinkVerdict[] {
  const rule = LINK_RULES[kindOf(identifier)];
  const showings = claims.keys.map((customerKey) => ({ customerKey, ...shownBy(customerKey) }));
  const pairs = showings.flatMap((a, index) => showings.slice(index + 1).map((b) => [a, b] as const));
  const contradiction = rule.isWeak
    ? pairs.map(contradictionOf).find((reason) => reason !== undefined)
    : undefined;
  const isShared = claims.keys.length > rule.keysPerIdentifier;
  const forAll = isShared ? 'shared_identifier' : contradiction;
  return pairs.map((pair): LinkVerdict => {
    const apart = forAll ?? (pair.some(isSharedAccount) ? 'shared_account' : undefined);
    return { identifier, keys: [pair[0].customerKey, pair[1].customerKey], apart };
  });
}

interface Showing {
  readonly customerKey: string;
  readonly identifiers: readonly string[];
}

function contradictionOf([a, b]: readonly [Showing, Showing]): ApartReason | undefined {
  if (differ(a, b, 'email')) return 'conflicting_email';
  return differ(a, b, 'loyalty') ? 'conflicting_loyalty' : undefined;
}

/** Identifiers of a kind, without the key's own id: its hash does not tell what it was. */
function ofKind({ customerKey, identifiers }: Showing, kind: IdentifierKind): readonly string[] {
  return identifiers.filter((each) => kindOf(each) === kind && each !== `${kind}:${customerKey}`);
}

function isSharedAccount(key: Showing): boolean {
  return TELLING.some((kind) => ofKind(key, kind).length > LINK_RULES[kind].identifiersPerKey);
}

/**
 * Do both show one, and more than one between them? That they have one in common must not matter: they may show it
 * later, and what is apart stays apart. It joins them by itself, being strong.
 */
function differ(a: Showing, b: Showing, kind: IdentifierKind): boolean {
  const [ofA, ofB] = [ofKind(a, kind), ofKind(b, kind)];
  return ofA.length > 0 && ofB.length > 0 && new Set([...ofA, ...ofB]).size > 1;
}
