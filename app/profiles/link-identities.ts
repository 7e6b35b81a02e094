import type { Clock } from '#app/ports/clock.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import {
  anchorsOf,
  type IdentifierClaims,
  identifiersOf,
  type KeyIdentifiers,
  kindOf,
} from '#core/profiles/identity/identifiers.ts';
import {
  addClaims,
  addIdentifiers,
  judgeLinks,
  type LinkVerdict,
} from '#core/profiles/identity/link-rules.ts';
import { createMergePersons, type MergeRequest } from './merge-persons.ts';
import { type MergePorts, untilDone } from './settle-merges.ts';
import { createUnmergePersons } from './unmerge-persons.ts';

/** What a batch of events did to who is who. */
export interface LinkedIdentities {
  /** Pairs that are one person now, whether they were before or not. */
  readonly mergedCount: number;
  /** Pairs that are not, by reason; the reason is kept with the merge's record. */
  readonly apart: ReadonlyMap<string, number>;
}

/**
 * Learns from accepted events which customer keys are one person. Repeating it changes nothing; after a crash
 * anywhere the same events, given again, finish what was begun. One read per key that shows identifiers; writes only
 * for what was not known.
 */
export type LinkIdentities = (events: readonly CustomerEvent[]) => Promise<LinkedIdentities>;

const NONE: KeyIdentifiers = { identifiers: [], pending: [] };
const UNCLAIMED: IdentifierClaims = { keys: [] };
/** Customer keys linked at once. */
const KEYS_AT_ONCE = 8;

/** What one customer key showed in these events. */
type Shown = readonly [customerKey: string, identifiers: readonly string[]];

/** Links over these stores. */
export function createLinkIdentities(ports: MergePorts & { readonly clock: Clock }): LinkIdentities {
  const { persons } = ports;
  const mergePersons = createMergePersons(ports);
  const unmergePersons = createUnmergePersons(ports);

  /** Notes what a key showed; returns what is to be judged: everything of the key, if anything is new. */
  const noteKey = (key: string, shown: readonly string[]): Promise<readonly string[]> =>
    untilDone(async () => {
      const { value, version } = (await persons.loadKeys([key])).get(key) ?? { value: NONE, version: 0 };
      const identifiers = addIdentifiers(value.identifiers, shown);
      if (identifiers === value.identifiers) return value.pending.length > 0 ? identifiers : [];
      const fresh = identifiers.slice(value.identifiers.length);
      await persons.saveKey(key, version, { identifiers, pending: [...value.pending, ...fresh] });
      return identifiers;
    });

  const noteClaims = (identifier: string, keys: readonly string[]): Promise<IdentifierClaims> =>
    untilDone(async () => {
      const found = await persons.loadIdentifiers([identifier]);
      const { value, version } = found.get(identifier) ?? { value: UNCLAIMED, version: 0 };
      const claims = addClaims(identifier, value, keys);
      if (claims !== value) await persons.saveIdentifier(identifier, version, claims);
      return claims;
    });

  const forgetPending = (key: string, done: readonly string[]): Promise<true> =>
    untilDone(async () => {
      const { value, version } = (await persons.loadKeys([key])).get(key) ?? { value: NONE, version: 0 };
      const pending = value.pending.filter((identifier) => !done.includes(identifier));
      if (pending.length < value.pending.length) await persons.saveKey(key, version, { ...value, pending });
      return true as const;
    });

  const enforce = async ({ identifier, keys, apart }: LinkVerdict): Promise<string> => {
    const request: MergeRequest = { keys, evidence: { kind: kindOf(identifier), note: identifier } };
    const { state, reason } =
      apart === undefined ? await mergePersons(request) : await unmergePersons.byEvidence(request, apart);
    return state === 'merged' ? '' : reason;
  };

  const linkKey = async (key: string, shown: readonly string[]): Promise<readonly string[]> => {
    const identifiers = await noteKey(key, shown);
    const claims = new Map<string, IdentifierClaims>();
    const known = identifiers.length > 0 ? await persons.loadIdentifiers(identifiers) : undefined;
    for (const identifier of identifiers) {
      const keys = [...anchorsOf(identifier), key];
      const seen = known?.get(identifier)?.value;
      const isNoted = seen !== undefined && addClaims(identifier, seen, keys) === seen;
      claims.set(identifier, isNoted ? seen : await noteClaims(identifier, keys));
    }
    const others = await persons.loadKeys([...new Set([...claims.values()].flatMap(({ keys }) => keys))]);
    const shownBy = (other: string) => others.get(other)?.value ?? NONE;
    const outcomes: string[] = [];
    for (const [identifier, claimed] of claims) {
      for (const verdict of judgeLinks(identifier, claimed, shownBy)) outcomes.push(await enforce(verdict));
    }
    if (identifiers.length > 0) await forgetPending(key, identifiers);
    return outcomes;
  };

  /** Keys that show something new, or whose links were cut off before. */
  const unlinked = async (shownBy: readonly Shown[]): Promise<readonly Shown[]> => {
    const known =
      shownBy.length > 0 ? await persons.loadKeys(shownBy.map(([key]) => key)) : new Map<string, never>();
    return shownBy.filter(([key, shown]) => {
      const { identifiers, pending } = known.get(key)?.value ?? NONE;
      return pending.length > 0 || addIdentifiers(identifiers, shown) !== identifiers;
    });
  };

  return async (events) => {
    const byKey = Map.groupBy(events, ({ customerKey }) => customerKey);
    const shownBy = [...byKey].map(([key, ofKey]): Shown => [key, ofKey.flatMap(identifiersOf)]);
    const apart = new Map<string, number>();
    let mergedCount = 0;
    const showing = shownBy.filter(([, shown]) => shown.length > 0);
    await mapConcurrently(await unlinked(showing), KEYS_AT_ONCE, async ([key, shown]) => {
      for (const reason of await linkKey(key, shown)) {
        if (reason === '') mergedCount += 1;
        else apart.set(reason, (apart.get(reason) ?? 0) + 1);
      }
    });
    return { mergedCount, apart };
  };
}
