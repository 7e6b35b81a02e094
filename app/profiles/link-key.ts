import type { Clock } from '#app/ports/clock.ts';
import { type KeyIdentifiers, type ShownIdentifier, valueOf } from '#core/profiles/identity/identifiers.ts';
import { addIdentifiers } from '#core/profiles/identity/link-rules.ts';
import { createIdentifierNames } from './identifier-names.ts';
import { createJoinRenamedKey } from './join-renamed-key.ts';
import { createJudgeKey } from './judge-key.ts';
import { type MergePorts, untilDone } from './settle-merges.ts';

const NONE: KeyIdentifiers = { identifiers: [], pending: [] };

/** Learns what a customer key showed, and says for each pair of keys it is shared with: '' if they are one person, else why not. */
export type LinkKey = (customerKey: string, shown: readonly ShownIdentifier[]) => Promise<readonly string[]>;

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
  const judge = createJudgeKey(ports);
  const { follow, unite } = createIdentifierNames(ports);
  const joinRenamedKey = createJoinRenamedKey(ports);

  const loadKey = async (key: string) =>
    (await persons.loadKeys([key])).get(key) ?? { value: NONE, version: 0 };

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
