import type { Clock } from '#app/ports/clock.ts';
import { isIdentifierHash } from '#core/events/identifier.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { isMixed } from '#core/profiles/identity/identifier-names.ts';
import {
  anchorsOf,
  type IdentifierClaims,
  type KeyIdentifiers,
  kindOf,
} from '#core/profiles/identity/identifiers.ts';
import { addClaims, judgeLinks, type LinkVerdict } from '#core/profiles/identity/link-rules.ts';
import { mergeIdOf } from '#core/profiles/identity/merge-id.ts';
import { createIdentifierNames } from './identifier-names.ts';
import { createMergePersons, type MergeRequest } from './merge-persons.ts';
import { type MergePorts, untilDone } from './settle-merges.ts';
import { createUnmergePersons } from './unmerge-persons.ts';

const NONE: KeyIdentifiers = { identifiers: [], pending: [] };
const UNCLAIMED: IdentifierClaims = { keys: [] };

/**
 * Judges a customer key with everybody else who showed one of these identifiers, and merges or parts them accordingly.
 * Says for each pair '' if they are one person, else why not.
 */
export type JudgeKey = (customerKey: string, identifiers: readonly string[]) => Promise<readonly string[]>;

/** What a customer key that is an address shows by being it. */
const ownIds = (customerKey: string): readonly string[] =>
  isIdentifierHash(customerKey) ? [`email:${customerKey}`, `phone:${customerKey}`] : [];

/** Judges over these stores. */
export function createJudgeKey(ports: MergePorts & { readonly clock: Clock }): JudgeKey {
  const { persons } = ports;
  const mergePersons = createMergePersons(ports);
  const unmergePersons = createUnmergePersons(ports);
  const { follow } = createIdentifierNames(ports);

  /** By the names under which they are kept: what was hashed under two keys is one. */
  const keptNames = async (identifiers: readonly string[]): Promise<(identifier: string) => string> => {
    if (!isMixed(identifiers)) return (identifier) => identifier;
    const kept = await follow(identifiers);
    return (identifier) => kept.get(identifier)?.identifier ?? identifier;
  };

  const noteClaims = (identifier: string, keys: readonly string[]): Promise<IdentifierClaims> =>
    untilDone(async () => {
      const found = await persons.loadIdentifiers([identifier]);
      const { value, version } = found.get(identifier) ?? { value: UNCLAIMED, version: 0 };
      if (value.sameAs !== undefined) return value;
      const claims = addClaims(identifier, value, keys);
      if (claims !== value) await persons.saveIdentifier(identifier, version, claims);
      return claims;
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

  return async (key, identifiers) => {
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
}
