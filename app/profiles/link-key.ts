import type { Clock } from '#app/ports/clock.ts';
import { isIdentifierHash } from '#core/events/identifier.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { isMixed } from '#core/profiles/identity/identifier-names.ts';
import {
  anchorsOf,
  type IdentifierClaims,
  type KeyIdentifiers,
  kindOf,
  type ShownIdentifier,
  valueOf,
} from '#core/profiles/identity/identifiers.ts';
import {
  addClaims,
  addIdentifiers,
  judgeLinks,
  type LinkVerdict,
} from '#core/profiles/identity/link-rules.ts';
import { mergeIdOf } from '#core/profiles/identity/merge-id.ts';
import { createIdentifierNames } from './identifier-names.ts';
import { createJoinRenamedKey } from './join-renamed-key.ts';
import { createMergePersons, type MergeRequest } from './merge-persons.ts';
import { type MergePorts, untilDone } from './settle-merges.ts';
import { createUnmergePersons } from './unmerge-persons.ts';

const NONE: KeyIdentifiers = { identifiers: [], pending: [] };
const UNCLAIMED: IdentifierClaims = { keys: [] };

/** Learns what a customer key showed, and says for each pair of keys it is shared with: '' if they are one person, else why not. */
export type LinkKey = (customerKey: string, shown: readonly ShownIdentifier[]) => Promise<readonly string[]>;

/** What a customer key that is an address shows by being it. */
const ownIds = (customerKey: string): readonly string[] =>
  isIdentifierHash(customerKey) ? [`email:${customerKey}`, `phone:${customerKey}`] : [];

/** Notes in `also` that the customer key behind this name has been joined. */
const keyMark = (name: string): string => `key:${valueOf(name)}`;

/** Is there nothing in `shown` that this key's item does not know, its names under other hashing keys included? */
export function isKnown(
  { identifiers, pending, also }: KeyIdentifiers,
  shown: readonly ShownIdentifier[],
): boolean {
  const nameOf = (name: string): string => also?.[name] ?? name;
  const kept = addIdentifiers(
    identifiers,
    shown.map(({ identifier }) => nameOf(identifier)),
  );
  if (pending.length > 0 || kept !== identifiers) return false;
  return shown.every(({ identifier, names, isKey: isAlsoKey }) => {
    const known = nameOf(identifier);
    if (!identifiers.includes(known)) return true;
    return names.every(
      (name) => nameOf(name) === known && (!isAlsoKey || also?.[keyMark(name)] !== undefined),
    );
  });
}

/** Links over these stores. */
export function createLinkKey(ports: MergePorts & { readonly clock: Clock }): LinkKey {
  const { persons } = ports;
  const mergePersons = createMergePersons(ports);
  const unmergePersons = createUnmergePersons(ports);
  const { follow, unite } = createIdentifierNames(ports);
  const joinRenamedKey = createJoinRenamedKey(ports);

  const loadKey = async (key: string) =>
    (await persons.loadKeys([key])).get(key) ?? { value: NONE, version: 0 };

  /** By the names under which they are kept: what was hashed under two keys is one. */
  const keptNames = async (identifiers: readonly string[]): Promise<(identifier: string) => string> => {
    if (!isMixed(identifiers)) return (identifier) => identifier;
    const kept = await follow(identifiers);
    return (identifier) => kept.get(identifier)?.identifier ?? identifier;
  };

  /** The names that a key showed, brought together: for each the one under which it is kept. */
  const uniteShown = async (
    { identifiers, also }: KeyIdentifiers,
    shown: readonly ShownIdentifier[],
  ): Promise<Map<string, string>> => {
    const found = new Map<string, string>(Object.entries(also ?? {}));
    const nameOf = (name: string): string => found.get(name) ?? name;
    // What is beyond a key's limit is not looked at: a till shows thousands.
    const within = addIdentifiers(
      identifiers,
      shown.map(({ identifier }) => nameOf(identifier)),
    );
    const unknown = shown.filter(({ identifier, names }) => {
      const known = nameOf(identifier);
      if (!within.includes(known)) return false;
      return !identifiers.includes(known) || names.some((name) => nameOf(name) !== known);
    });
    const stored = await follow(unknown.map(({ identifier }) => identifier));
    for (const { identifier, names } of unknown) {
      const all = [identifier, ...names];
      const kept = names.length > 0 ? await unite(all) : stored.get(identifier)?.identifier;
      for (const name of all) if (kept !== undefined && name !== kept) found.set(name, kept);
    }
    return found;
  };

  /** Notes what a key showed; returns what is to be judged: everything of the key, if anything is new. */
  const noteKey = (key: string, shown: readonly string[], isForced: boolean): Promise<readonly string[]> =>
    untilDone(async () => {
      const { value, version } = await loadKey(key);
      const found = await follow([...value.identifiers, ...shown]);
      const nameOf = (name: string): string => found.get(name)?.identifier ?? name;
      const kept = [...new Set(value.identifiers.map(nameOf))];
      const identifiers = addIdentifiers(kept, shown.map(nameOf));
      if (identifiers === kept && kept.length === value.identifiers.length)
        return isForced || value.pending.length > 0 ? identifiers : [];
      const fresh = identifiers.filter((identifier) => !value.identifiers.includes(identifier));
      await persons.saveKey(key, version, {
        ...value,
        identifiers,
        pending: [...new Set([...value.pending, ...fresh])],
      });
      return identifiers;
    });

  const noteClaims = (identifier: string, keys: readonly string[]): Promise<IdentifierClaims> =>
    untilDone(async () => {
      const found = await persons.loadIdentifiers([identifier]);
      const { value, version } = found.get(identifier) ?? { value: UNCLAIMED, version: 0 };
      if (value.sameAs !== undefined) return value;
      const claims = addClaims(identifier, value, keys);
      if (claims !== value) await persons.saveIdentifier(identifier, version, claims);
      return claims;
    });

  const conclude = (
    key: string,
    done: readonly string[],
    names: ReadonlyMap<string, string>,
  ): Promise<true> =>
    untilDone(async () => {
      const { value, version } = await loadKey(key);
      const pending = value.pending.filter((identifier) => !done.includes(identifier));
      const also = { ...value.also, ...Object.fromEntries(names) };
      const isSame = Object.entries(also).every(([name, kept]) => value.also?.[name] === kept);
      if (isSame && pending.length === value.pending.length) return true as const;
      await persons.saveKey(key, version, { ...value, pending, ...(names.size > 0 && { also }) });
      return true as const;
    });

  /** One verdict, under every name that the identifier has: a merge may have been made under another. */
  const enforce = async (
    { identifier, keys, apart }: LinkVerdict,
    names: readonly string[] = [],
  ): Promise<string> => {
    const request = (note: string): MergeRequest => ({ keys, evidence: { kind: kindOf(note), note } });
    for (const name of names) {
      const { value } = await persons.loadMerge(mergeIdOf(request(name).evidence, keys));
      if (value === undefined) continue;
      if (apart !== undefined) await unmergePersons.byEvidence(request(name), apart);
      else if (value.state === 'undone' || value.state === 'undoing') return value.reason;
    }
    const { state, reason } =
      apart === undefined
        ? await mergePersons(request(identifier))
        : await unmergePersons.byEvidence(request(identifier), apart);
    return state === 'merged' ? '' : reason;
  };

  /** An anchor that is an address may speak under an older name by now. */
  const anchors = async (identifier: string): Promise<readonly string[]> => {
    const keys = anchorsOf(identifier);
    if (!keys.some(isIdentifierHash)) return keys;
    const known = await persons.loadKeys(keys);
    return keys.map((key) => known.get(key)?.value.sameAs ?? key);
  };

  const judge = async (key: string, identifiers: readonly string[]): Promise<readonly string[]> => {
    const claims = new Map<string, IdentifierClaims>();
    const known = await persons.loadIdentifiers(identifiers);
    for (const identifier of identifiers) {
      const keys = [...(await anchors(identifier)), key];
      const seen = known.get(identifier)?.value;
      const isNoted = seen !== undefined && addClaims(identifier, seen, keys) === seen;
      const noted = isNoted ? seen : await noteClaims(identifier, keys);
      if (noted.sameAs !== undefined) throw new ConflictError('an identifier has found its older name');
      claims.set(identifier, noted);
    }
    const others = await persons.loadKeys([...new Set([...claims.values()].flatMap(({ keys }) => keys))]);
    const shownByAll = [...others].flatMap(([other, { value }]) => [...value.identifiers, ...ownIds(other)]);
    const nameOf = await keptNames(shownByAll);
    const shownBy = (other: string): KeyIdentifiers => {
      const { identifiers: shown, pending } = others.get(other)?.value ?? NONE;
      const own = ownIds(other).map(nameOf);
      const kept = new Set(shown.map(nameOf).filter((identifier) => !own.includes(identifier)));
      return { identifiers: [...kept], pending };
    };
    const outcomes: string[] = [];
    for (const [identifier, claimed] of claims)
      for (const verdict of judgeLinks(identifier, claimed, shownBy))
        outcomes.push(await enforce(verdict, claimed.names));
    return outcomes;
  };

  /** Customer keys that are addresses: each is joined with what it will be called, before anybody calls it so. */
  const joinNames = async (shown: readonly ShownIdentifier[], names: Map<string, string>): Promise<void> => {
    for (const { identifier, names: others, isKey: isAlsoKey } of shown)
      for (const name of isAlsoKey ? others : [])
        if (!names.has(keyMark(name))) names.set(keyMark(name), await joinRenamedKey(identifier, name));
  };

  return (key, shown) =>
    untilDone(async () => {
      const { value } = await loadKey(key);
      const names = await uniteShown(value, shown);
      const kept = shown.map(({ identifier }) => names.get(identifier) ?? identifier);
      const identifiers = await noteKey(key, kept, shown.length === 0);
      const outcomes = identifiers.length > 0 ? await judge(key, identifiers) : [];
      await joinNames(shown, names);
      await conclude(key, identifiers, names);
      return outcomes;
    });
}
